import type { BenchOptions } from './bench-options.ts';
import { convProblem, milliseconds, secondsOf, settingsOf } from './conv-crew.ts';
import { describeSetting } from './conv-setting.ts';
import { dismiss, startCrew } from './crew.ts';
import { loadImages } from './data.ts';
import { times as ratio } from './numbers.ts';
import type { Report } from './report.ts';
import { slowTimes } from './slow-times.ts';

const BATCHES = 24;

/** Dense steps of the strict engine and of variants of it, in one run. `core` undefined: nothing is pinned. */
export async function compareVariants(
  report: Report,
  options: BenchOptions,
  { variants, pinned }: { readonly variants: readonly string[]; readonly pinned: boolean },
): Promise<void> {
  const { quick } = options;
  const repeats = options.repeats ?? (quick ? 1 : 5);
  const settings = settingsOf(options, quick ? ['conv-2'] : undefined);
  const dataset = await loadImages(report);
  const where = pinned ? options : { ...options, core: undefined };
  const all = await startCrew(report, where, {}, variants);
  const crew = all.filter(({ variant }) => variant !== 'relaxed');
  report.text(
    `Whole training steps, dense, strict kernels. ${settings.map(describeSetting).join('; ')}. Medians of ${repeats} interleaved windows of about 1 s.`,
  );
  const rows: string[][] = [];
  for (const setting of settings) {
    report.progress(setting.name);
    const folder = convProblem(setting, dataset, BATCHES);
    const measured = await slowTimes(crew, { folder, set: null, repeats, window: quick ? 0 : 1 });
    const one = secondsOf(measured, 'sweepstake strict');
    const others = variants.map((variant) => secondsOf(measured, `sweepstake ${variant}`));
    rows.push([
      setting.name,
      milliseconds(one),
      ...others.flatMap((seconds) => [milliseconds(seconds), ratio(one / seconds)]),
    ]);
  }
  dismiss(all);
  report.table(
    ['ms per step', 'strict', ...variants.flatMap((variant) => [variant, 'speed, x strict'])],
    rows,
  );
}
