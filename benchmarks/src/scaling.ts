import type { Bench } from './bench-options.ts';
import { median, spread, sum } from './numbers.ts';
import { runOrders } from './pool/run-orders.ts';
import type { StagesOrder, StagesResult } from './pool/order.ts';

const TARGET = 0.97;

/** Two workers of one process against two processes with one worker each. */
export const scaling: Bench = async (report, { quick, repeats }) => {
  const runs = repeats ?? (quick ? 1 : 5);
  const size = { iterations: quick ? 100 : 1000, rounds: quick ? 1 : 3 };
  const one = (seed: number): StagesOrder => ({ workers: 1, trials: 1, seed, ...size });
  const ways = [
    { name: 'two workers', orders: [{ workers: 2, trials: 2, seed: 0, ...size }] },
    { name: 'two processes', orders: [one(0), one(1)] },
  ];
  const rates = ways.map(() => [] as number[]);
  let dataset = '';
  for (let repeat = 0; repeat < runs; repeat++) {
    for (let i = 0; i < ways.length; i++) {
      const which = (i + repeat) % ways.length;
      report.progress(`repeat ${repeat + 1}: ${ways[which]?.name}`);
      const results = await runOrders(ways[which]?.orders ?? []);
      dataset = results[0]?.dataset ?? '';
      rates[which]?.push(throughput(results));
    }
  }
  report.text(
    `Two chains of figure 3 as at preset \`paper\` on ${dataset}, with ${size.iterations} iterations and ${size.rounds} prunings, evaluation included: either both in the pool of one process, or each in the pool of its own. Starting worker threads counts, starting processes and loading data do not. Throughput is all training steps over the time until the last one ended; nothing is pinned. Medians of ${runs} interleaved repeats.`,
  );
  const [workers = [], processes = []] = rates;
  report.table(
    ['', 'steps/s of both together', 'slowest to fastest repeat'],
    ways.map(({ name }, i) => [name, median(rates[i] ?? []).toFixed(0), spread(rates[i] ?? [])]),
  );
  const ratio = median(workers) / median(processes);
  report.table(
    ['two workers over two processes', 'target', 'met'],
    [[ratio.toFixed(3), `at least ${TARGET}`, ratio >= TARGET ? 'yes' : 'no']],
  );
};

const throughput = (results: readonly StagesResult[]): number =>
  sum(results.map((r) => r.updates)) / Math.max(...results.map((r) => r.seconds));
