/** Writes assembly/{strict,relaxed}.ts and src/kernels/kernels.generated.ts from the kernels that assembly/ exports. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const engine = join(dirname(fileURLToPath(import.meta.url)), '..');
const sources = [
  'dense',
  'sparse',
  'input-entries',
  'input-dense',
  'input-sparse',
  'elementwise',
  'head',
  'optimizer',
  'convolution-dense',
  'convolution-sparse',
  'norm',
  'norm-gradient',
  'pool',
  'average-pool',
  'images',
  'repanel',
  'phases',
  'winograd',
];

const kernels = sources.map((source) => {
  const text = readFileSync(join(engine, 'assembly', `${source}.ts`), 'utf8');
  const found = [...text.matchAll(/^export function (\w+)\(([^)]*)\)/gm)];
  return { source, found: found.map(([, name = '', list = '']) => ({ name, list })) };
});

for (const flavour of ['strict', 'relaxed']) {
  const lines = kernels.map(({ source, found }) => {
    const names = found.map(({ name }) => `  ${name} as ${name}_${flavour},\n`).join('');
    return `export {\n${names}} from './${source}';\n`;
  });
  const head = `// Every kernel of the ${flavour} module, under names that the other module does not use.\n`;
  writeFileSync(join(engine, 'assembly', `${flavour}.ts`), head + lines.join(''));
}

const signatures = kernels.flatMap(({ found }) =>
  found.map(({ name, list }) => {
    const parameters = list
      .split(',')
      .map((p) => p.trim().split(':')[0])
      .filter(Boolean);
    return `  ${name}(${parameters.map((p) => `${p}: number`).join(', ')}): void;\n`;
  }),
);
writeFileSync(
  join(engine, 'src', 'kernels', 'kernels.generated.ts'),
  `/**\n * Signatures of the kernels, without the flavour suffix, made by scripts/interface.ts; pointers and byte strides\n * are numbers. Each is documented where it is written, in assembly/.\n */\nexport interface Kernels {\n${signatures.join('')}}\n`,
);
