import type { Bench } from './bench-options.ts';
import { median } from './numbers.ts';
import { runOrders } from './pool/run-orders.ts';
import type { StagesResult } from './pool/order.ts';

const TARGET = 150;
const COUNTS = [2, 4] as const;

/** Memory per worker: (RSS with 4 workers - RSS with 2) / 2 in a run like figure 3's. */
export const memory: Bench = async (report, { quick, repeats }) => {
  const iterations = quick ? 100 : 500;
  const rounds = quick ? 2 : 6;
  const runs = repeats ?? 1;
  const measured = new Map<number, StagesResult[]>(COUNTS.map((workers) => [workers, []]));
  for (let repeat = 0; repeat < runs; repeat++) {
    for (const workers of COUNTS) {
      report.progress(`${workers} workers`);
      const [result] = await runOrders([{ workers, trials: workers, seed: 0, iterations, rounds }]);
      if (result !== undefined) measured.get(workers)?.push(result);
    }
  }
  const dataset = measured.get(2)?.[0]?.dataset;
  report.text(
    `Chains of figure 3 as at preset \`paper\` on ${dataset}, with ${iterations} iterations and ${rounds} prunings, one trial per worker, through the pool and the command's worker module: validation and test every 100 iterations, the full training set at early stop and at the end. RSS is that of the whole process. Steady: the median while all workers are busy and have finished a training each; peak: VmHWM.`,
  );
  const mb = (bytes: number): number => bytes / 1e6;
  const steady = (workers: number): number =>
    mb(median((measured.get(workers) ?? []).flatMap((r) => r.steady)));
  const peak = (workers: number): number =>
    mb(median((measured.get(workers) ?? []).map((r) => r.peak)));
  const perWorker = (of: (workers: number) => number): string => ((of(4) - of(2)) / 2).toFixed(0);
  report.table(
    ['MB', ...COUNTS.map((n) => `${n} workers`), 'per worker', 'target'],
    (
      [
        ['RSS, steady', steady],
        ['RSS, peak', peak],
      ] as const
    ).map(([name, of]) => [
      name,
      ...COUNTS.map((n) => of(n).toFixed(0)),
      perWorker(of),
      `under ${TARGET}`,
    ]),
  );
};
