/**
 * Compiles assembly/, for a memory of one thread and for one that threads share, and embeds the modules in
 * src/kernels/*.generated.ts beside the kernels' signatures.
 * `node scripts/kernels.ts` writes them; with `--check` it only compares, and fails when they differ.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
const check = process.argv.includes('--check');
const flags = ['-O3', '--noAssert', '--disableWarning', '--runtime', 'stub', '--importMemory'];
const shared = ['--sharedMemory', '--maximumMemory', '65536'];

/** Files of assembly/ whose exported functions are kernels. */
const sources = [
  'optimizer',
  'product',
  'convolution',
  'finish',
  'reduce',
  'segment',
  'pool',
  'depthwise',
  'depthwise-forward',
  'winograd',
];

let stale = 0;

function emit(name: string, text: string): void {
  const target = join(root, 'src', 'kernels', `${name}.generated.ts`);
  if (!check) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) {
    stale++;
    console.error(`${target} is stale: run npm run kernels in packages/tfjs-kernels`);
  }
}

/** The bytes of one build of the module; throws where it has a data segment. */
function compile(variant: string, features: string, more: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-tfjs-kernels-'));
  try {
    const wasm = join(folder, 'kernels.wasm');
    const wat = join(folder, 'kernels.wat');
    const files = sources.map((source) => join(root, 'assembly', `${source}.ts`));
    execFileSync(
      process.execPath,
      [
        asc,
        ...files,
        ...flags,
        ...more,
        '--enable',
        features,
        '--outFile',
        wasm,
        '--textFile',
        wat,
      ],
      { stdio: 'inherit' },
    );
    // The memory is the backend's: a data segment would be written over its own static data.
    if (readFileSync(wat, 'utf8').includes('(data')) throw new Error(`${variant}: data segment`);
    return readFileSync(wasm);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const [variant, features, more] of [
  ['single', 'simd', []],
  ['shared', 'simd,threads', shared],
] as const) {
  const bytes = compile(variant, features, more);
  emit(
    variant,
    `/** The kernels for a ${variant === 'shared' ? 'memory that threads share' : 'memory of one thread'} (${bytes.length} bytes), made by scripts/kernels.ts from assembly/. */\nexport const ${variant.toUpperCase()} =\n  '${bytes.toString('base64')}';\n`,
  );
}

const signatures = sources.flatMap((source) => {
  const text = readFileSync(join(root, 'assembly', `${source}.ts`), 'utf8');
  return [...text.matchAll(/^export function (\w+)\(([^)]*)\)/gm)].map(([, name, list = '']) => {
    const parameters = list
      .split(',')
      .map((p) => p.trim().split(':')[0])
      .filter(Boolean);
    return `  ${name}(${parameters.map((p) => `${p}: number`).join(', ')}): void;\n`;
  });
});
emit(
  'kernels',
  `/**\n * Signatures of the kernels, made by scripts/kernels.ts; addresses and byte strides are numbers. Each is documented\n * where it is written, in assembly/.\n */\nexport interface Kernels {\n${signatures.join('')}}\n`,
);
if (stale > 0) process.exit(1);
