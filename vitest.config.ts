import { defineConfig } from 'vitest/config';

const packages = [
  'graph',
  'models',
  'random',
  'datasets',
  'safetensors',
  'lottery',
  'analyses',
  'training',
  'engine',
  'tfjs-kernels',
  'tfjs',
  'store',
  'pool',
  'stages',
  'experiments',
  'aggregate',
  'figures',
  'claims',
  'report',
  'cluster',
];

/** One project per workspace; every one runs from TypeScript sources, unbuilt. */
const project = (name: string, root: string, include: string) => ({
  resolve: { conditions: ['@sweepstake/source'] },
  ssr: {
    resolve: { conditions: ['@sweepstake/source'], externalConditions: ['@sweepstake/source'] },
  },
  test: {
    name,
    root,
    include: [include],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    execArgv: ['--conditions=@sweepstake/source'],
  },
});

export default defineConfig({
  test: {
    projects: [
      ...packages.map((name) => project(name, `packages/${name}`, 'src/**/*.test.ts')),
      project('cli', 'apps/cli', 'src/**/*.test.ts'),
      project('benchmarks', 'benchmarks', 'src/**/*.test.ts'),
      project('test', 'test', '**/*.test.ts'),
    ],
  },
});
