/**
 * Compiles assembly/{strict,relaxed}.ts, each also for a memory that threads share, and embeds the modules in
 * src/kernels/*.generated.ts.
 * `node scripts/kernels.ts` writes them; with `--check` it only compares, and fails when they differ.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const engine = join(dirname(fileURLToPath(import.meta.url)), '..');
const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
const check = process.argv.includes('--check');
const flags = ['-O3', '--noAssert', '--disableWarning', '--runtime', 'stub', '--importMemory'];

let stale = 0;
const shared = ['--sharedMemory', '--maximumMemory', '65536'];

for (const [flavour, variant, features, more] of [
  ['strict', 'strict', 'simd', []],
  ['strict', 'strict-shared', 'simd,threads', shared],
  ['relaxed', 'relaxed', 'simd,relaxed-simd', []],
  ['relaxed', 'relaxed-shared', 'simd,relaxed-simd,threads', shared],
] as const) {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-kernels-'));
  try {
    const wasm = join(folder, 'kernels.wasm');
    const wat = join(folder, 'kernels.wat');
    const source = join(engine, 'assembly', `${flavour}.ts`);
    execFileSync(
      process.execPath,
      [asc, source, ...flags, ...more, '--enable', features, '--outFile', wasm, '--textFile', wat],
      { stdio: 'inherit' },
    );
    // A data segment would be written over the arena at every instantiation.
    if (readFileSync(wat, 'utf8').includes('(data')) throw new Error(`${variant}: data segment`);
    const bytes = readFileSync(wasm);
    const text = `/** The ${variant} kernel module (${bytes.length} bytes), made by scripts/kernels.ts from assembly/. */\nexport const ${variant.toUpperCase().replace('-', '_')} =\n  '${bytes.toString('base64')}';\n`;
    const target = join(engine, 'src', 'kernels', `${variant}.generated.ts`);
    if (!check) writeFileSync(target, text);
    else if (readFileSync(target, 'utf8') !== text) {
      stale++;
      console.error(`${target} is stale: run npm run kernels in packages/engine`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
if (stale > 0) process.exit(1);
