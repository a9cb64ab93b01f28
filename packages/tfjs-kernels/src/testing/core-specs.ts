import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Which kernels a run has: those of the released backend, or with this package's in their place. */
export type Kernels = 'released' | 'registered';

export interface SpecResult {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
}

const require = createRequire(import.meta.url);
const core = dirname(require.resolve('@tensorflow/tfjs-core'));
const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
const jasmine = require.resolve('jasmine-core');
const index = fileURLToPath(new URL('../index.ts', import.meta.url));

/** Where tfjs-core sets a time limit; the present Jasmine keeps it elsewhere, and five seconds will do. */
const OLD_JASMINE = 'jasmine-core/lib/jasmine-core/jasmine.js';

/** A module in tfjs-core's folder, by its name there. */
const inCore = (name: string): string => JSON.stringify(join(core, name));

/**
 * Jasmine first, then the backend and its environment, then the specs: each `import` is a `require` here, because the
 * specs look for all that comes before them while they load.
 */
function entry(specs: readonly string[]): string {
  return `
const { createRequire } = require('node:module');
const { writeFileSync } = require('node:fs');
createRequire(process.argv[1])(${JSON.stringify(jasmine)}).installGlobals();
// Some specs share a name.
jasmine.getEnv().configure({ random: false, forbidDuplicateNames: false });
require(${inCore('register_all_gradients.js')});
require(${inCore('public/chained_ops/register_all_chained_ops.js')});
const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');
setWasmPaths(${JSON.stringify(`${wasm}/`)});
const { unregisterTrainingKernels } = require(${JSON.stringify(index)});
if (process.argv[2] === 'released') unregisterTrainingKernels();
const { setTestEnvs } = require(${inCore('jasmine_util.js')});
const flags = { WASM_HAS_SIMD_SUPPORT: true, WASM_HAS_MULTITHREAD_SUPPORT: false };
setTestEnvs([{ name: 'wasm', backendName: 'wasm', flags, isDataSync: true }]);
${specs.map((spec) => `require(${inCore(spec)});`).join('\n')}
const results = [];
jasmine.getEnv().addReporter({
  specDone({ fullName, status, failedExpectations }) {
    if (status === 'excluded' || status === 'pending') return;
    const message = failedExpectations.map((f) => f.message).join('; ');
    results.push({ name: fullName, passed: status === 'passed', message });
  },
  suiteDone({ fullName, failedExpectations }) {
    for (const { message } of failedExpectations) {
      results.push({ name: fullName, passed: false, message });
    }
  },
  jasmineDone: () => writeFileSync(process.argv[3], JSON.stringify(results)),
});
void jasmine.getEnv().execute();
`;
}

/**
 * Runs TensorFlow.js's own specs, files of the folder of tfjs-core, on the wasm backend in a Node of its own for every
 * kind of kernels; the specs are extensionless modules, so they are bundled first.
 */
export async function runCoreSpecs(
  specs: readonly string[],
  kinds: readonly Kernels[],
): Promise<Map<Kernels, readonly SpecResult[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-core-specs-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      root: folder,
      resolve: { conditions: ['@sweepstake/source', 'module', 'import', 'default'] },
      ssr: { noExternal: true, resolve: { conditions: ['@sweepstake/source', 'module'] } },
      plugins: [
        {
          name: 'specs',
          enforce: 'pre',
          resolveId(id: string) {
            if (id === 'virtual:specs') return '\0specs.cjs';
            // One copy of each, whoever asks and however: the specs' own.
            if (id === '@tensorflow/tfjs-core') return join(core, 'index.js');
            if (id === '@tensorflow/tfjs-backend-wasm') return join(wasm, 'index.js');
            return id === OLD_JASMINE ? '\0jasmine.cjs' : null;
          },
          load(id: string) {
            if (id === '\0specs.cjs') return entry(specs);
            return id === '\0jasmine.cjs' ? 'exports.core = () => ({});' : null;
          },
        },
      ],
      build: {
        ssr: true,
        outDir: join(folder, 'out'),
        minify: false,
        rollupOptions: {
          input: { specs: 'virtual:specs' },
          output: { format: 'cjs', entryFileNames: 'specs.cjs' },
        },
      },
    });
    const [bundle] = globSync('out/specs.cjs', { cwd: folder });
    const results = new Map<Kernels, readonly SpecResult[]>();
    for (const kind of kinds) {
      const file = join(folder, `${kind}.json`);
      execFileSync(process.execPath, [join(folder, bundle!), kind, file], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      results.set(kind, JSON.parse(readFileSync(file, 'utf8')) as SpecResult[]);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
