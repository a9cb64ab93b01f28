import type { Bench } from './bench-options.ts';
import { convProblem, milliseconds, secondsOf, settingsOf } from './conv-crew.ts';
import { describeSetting } from './conv-setting.ts';
import { dismiss, startCrew } from './crew.ts';
import { loadImages } from './data.ts';
import { times as ratio } from './numbers.ts';
import { THREADED } from './ours/variants.ts';
import { slowTimes } from './slow-times.ts';

const BATCHES = 24;

/** Step time of one trial on one and on several threads; nothing is pinned. */
export const convThreads: Bench = async (report, options) => {
  const { quick } = options;
  if (THREADED.length === 0) {
    throw new Error(
      'the engine trains a trial on one thread only: there is nothing to compare until its sessions take `threads` (benchmarks/src/ours/variants.ts)',
    );
  }
  const repeats = options.repeats ?? (quick ? 1 : 5);
  const settings = settingsOf(options, quick ? ['conv-2'] : undefined);
  const dataset = await loadImages(report);
  const all = await startCrew(report, { ...options, core: undefined }, {});
  const crew = all.filter(({ variant }) => variant === 'strict' || THREADED.includes(variant));
  report.text(
    `Whole training steps, dense, strict kernels. ${settings.map(describeSetting).join('; ')}. Medians of ${repeats} interleaved windows of about 1 s.`,
  );
  const rows: string[][] = [];
  for (const setting of settings) {
    report.progress(setting.name);
    const folder = convProblem(setting, dataset, BATCHES);
    const measured = await slowTimes(crew, { folder, set: null, repeats, window: quick ? 0 : 1 });
    const one = secondsOf(measured, 'sweepstake strict');
    const several = THREADED.map((variant) => secondsOf(measured, `sweepstake ${variant}`));
    rows.push([
      setting.name,
      milliseconds(one),
      ...several.flatMap((seconds) => [milliseconds(seconds), ratio(one / seconds)]),
    ]);
  }
  dismiss(all);
  report.table(
    ['ms per step', 'one thread', ...THREADED.flatMap((variant) => [variant, 'times one'])],
    rows,
  );
};
