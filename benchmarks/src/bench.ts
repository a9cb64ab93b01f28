import { parseArgs } from 'node:util';
import type { Bench, BenchOptions } from './bench-options.ts';
import { defaultCore } from './pin.ts';
import { Report } from './report.ts';

/** Every benchmark by name; a module is loaded only when it is asked for. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  lenet: async () => (await import('./lenet.ts')).lenet,
  ladder: async () => (await import('./ladder.ts')).ladder,
  memory: async () => (await import('./memory.ts')).memory,
  scaling: async () => (await import('./scaling.ts')).scaling,
  thresholds: async () => (await import('./thresholds.ts')).thresholds,
  kernels: async () => (await import('./kernels.ts')).kernels,
  backends: async () => (await import('./backends.ts')).backends,
  conv: async () => (await import('./conv.ts')).conv,
  'cost-curve': async () => (await import('./cost-curve.ts')).costCurve,
  'conv-ladder': async () => (await import('./conv-ladder.ts')).convLadder,
  'conv-memory': async () => (await import('./conv-memory.ts')).convMemory,
  'conv-forms': async () => (await import('./conv-forms.ts')).convForms,
  sweep: async () => (await import('./sweep.ts')).sweep,
  'conv-threads': async () => (await import('./conv-threads.ts')).convThreads,
  'sweep-scale': async () => (await import('./sweep-scale.ts')).sweepScale,
};

const USAGE = `npm run bench -- <name> [options]

  ${Object.keys(BENCHES).join(', ')}

  --quick          a smoke run: fewer cases, one repeat; its numbers mean nothing
  --repeats N      interleaved repeats (each benchmark has its own default)
  --core N         the core to pin to; default the last one
  --late           lenet: also bring the peers to the late iteration (minutes)
  --no-peers       ours only
  --python FILE    the Python of the peers; default $SWEEPSTAKE_PYTHON or python3
  --networks A,B   conv, cost-curve, conv-*: these networks only, e.g. conv-2,resnet-18
  --iterations N   conv-ladder: steps of a round; sweep: of a training; cost-curve: steps before pruning
  --peer-iterations N   conv-ladder: how many of a round's steps PyTorch makes (its time is scaled)
  --backend NAME   conv, cost-curve, conv-*: train ours with another backend (reference: minutes per step)
  --out FILE       also write the report to a file; cost-curve puts its table and figure beside it`;

function whole(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new Error(`--${name} ${text} is not a whole number of at least ${least}`);
  }
  return value;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      late: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: true },
      repeats: { type: 'string' },
      core: { type: 'string' },
      python: { type: 'string' },
      backend: { type: 'string', default: 'engine' },
      networks: { type: 'string' },
      iterations: { type: 'string' },
      'peer-iterations': { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [name] = positionals;
  if (values.help) return console.log(USAGE);
  const open = name === undefined || !Object.hasOwn(BENCHES, name) ? undefined : BENCHES[name];
  if (name === undefined || open === undefined || positionals.length > 1) {
    throw new Error(`no benchmark '${positionals.join(' ')}'\n\n${USAGE}`);
  }
  const options: BenchOptions = {
    quick: values.quick,
    late: values.late,
    peers: values.peers,
    repeats: whole('repeats', values.repeats, 1),
    core: whole('core', values.core, 0) ?? defaultCore(),
    python: values.python ?? process.env['SWEEPSTAKE_PYTHON'] ?? 'python3',
    backend: values.backend,
    networks: values.networks?.split(','),
    iterations: whole('iterations', values.iterations, 1),
    peerIterations: whole('peer-iterations', values['peer-iterations'], 1),
    out: values.out,
  };
  const report = new Report(name, process.argv.slice(3));
  const bench = await open();
  await bench(report, options);
  report.finish(values.out);
}

// Leaving by `exit` removes temporary folders; the other processes end with their input.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // The other processes still wait for requests; they end with this one.
  process.exit(2);
}
