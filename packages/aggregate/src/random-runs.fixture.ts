import type { RunResult, RunValue } from './run-result.ts';

/** Numbers below a bound, the same in every run of a test: the high bits of a linear congruential generator. */
export function numbersBelow(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const METRICS = ['train_loss', 'validation_loss', 'test_loss', 'test_accuracy'];
const SETTINGS = ['', 'learning_rate=0.0002', 'note="a, b"\nc', 'x=1;y=,'];

/**
 * Runs of several data sets, networks, variants and settings, each with its own name and stage, in no
 * order: curves, early stops, censored and diverged runs, and numbers with all their digits, of any size.
 */
export function randomRuns(seed: number, count: number): RunResult[] {
  const below = numbersBelow(seed);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const value = (): number => (below(2 ** 31) / 7) * 10 ** (below(40) - 25);
  const runs = Array.from({ length: count }, (_, i): RunResult => {
    const end = 100 * (1 + below(5));
    const stop = 100 * below(end / 100 + 1);
    const diverged = below(8) === 0;
    const values: RunValue[] = [];
    for (const metric of METRICS) {
      for (let iteration = 0; iteration <= end; iteration += 100)
        values.push({ metric, at: 'iteration', iteration, value: value() });
      values.push({ metric, at: 'end', iteration: end, value: value() });
      values.push({ metric, at: 'early_stop', iteration: stop, value: value() });
    }
    values.push({ metric: 'early_stop_iteration', at: 'early_stop', iteration: stop, value: stop });
    return {
      experiment: 'figure-5',
      preset: pick(['paper', 'reduced']),
      dataset: pick(['mnist', 'cifar-10']),
      backend: 'engine',
      numerics: 'engine-1',
      network: pick(['conv-2', 'conv-4/w0.25', 'conv-6']),
      variant: pick(['ticket', 'reinit', 'noise-0.5', 'one-shot']),
      setting: pick(SETTINGS),
      round: below(30),
      percentRemaining: below(1_000_001) / 10_000,
      trial: i,
      replicate: below(3),
      stage: `stage${i}`,
      diverged,
      earlyStop: diverged ? null : { iteration: stop, censored: stop === end },
      values: diverged
        ? [{ metric: 'diverged', at: 'end', iteration: end + 1, value: end + 1 }]
        : values,
    };
  });
  return runs;
}
