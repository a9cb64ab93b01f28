import type { RunResult } from './run-result.ts';

/** A run of tests: early stop, test accuracy there and at the end, two points of the curve. */
export function syntheticRun(
  over: Partial<RunResult> & { stop?: number; accuracy?: number; end?: number } = {},
): RunResult {
  const { stop = 300, accuracy = 0.97, end = 0.96, ...rest } = over;
  return {
    experiment: 'figure-3',
    preset: 'smoke',
    dataset: 'strokes',
    backend: 'engine',
    numerics: 'n1',
    network: 'lenet-300-100',
    variant: 'ticket',
    setting: '',
    round: 0,
    percentRemaining: 100,
    trial: 0,
    replicate: 0,
    stage: 's0',
    diverged: false,
    earlyStop: { iteration: stop, censored: stop === 400 },
    values: [
      { metric: 'early_stop_iteration', at: 'early_stop', iteration: stop, value: stop },
      { metric: 'test_accuracy', at: 'early_stop', iteration: stop, value: accuracy },
      { metric: 'test_accuracy', at: 'end', iteration: 400, value: end },
      { metric: 'test_accuracy', at: 'iteration', iteration: 0, value: 0.125 },
      { metric: 'test_accuracy', at: 'iteration', iteration: 400, value: end },
    ],
    ...rest,
  };
}

/** Two dense trials and, at 51.3%, two tickets with two reinitialisations each. */
export function smallStudy(): RunResult[] {
  const level = { round: 3, percentRemaining: 51.28 };
  const runs: RunResult[] = [];
  for (const trial of [0, 1]) {
    runs.push(syntheticRun({ trial, stop: 300 + 20 * trial, accuracy: 0.97 + 0.01 * trial }));
    runs.push(
      syntheticRun({ ...level, trial, stop: 200 - 50 * trial, accuracy: 0.985, end: 0.98 }),
    );
    for (const replicate of [0, 1]) {
      const stop = trial === 1 && replicate === 1 ? 400 : 320;
      runs.push(
        syntheticRun({ ...level, variant: 'reinit', trial, replicate, stop, accuracy: 0.9605 }),
      );
    }
  }
  return runs;
}
