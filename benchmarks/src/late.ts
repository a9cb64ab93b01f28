import type { BenchOptions } from './bench-options.ts';
import type { Contender } from './crew.ts';
import { median, percent, times } from './numbers.ts';
import type { Report } from './report.ts';
import { WARMUP } from './step-times.ts';
import type { Level } from './tickets.ts';
import { maskSet } from './write-problem.ts';

interface Plan {
  readonly folder: string;
  readonly levels: readonly Level[];
  readonly repeats: number;
  /** The late iteration. */
  readonly at: number;
}

const WINDOW = 300;

/** Step times at iteration 200 and late: moments that decay into subnormal numbers would show here. */
export async function earlyAndLate(
  report: Report,
  { late }: BenchOptions,
  crew: readonly Contender[],
  { folder, levels, repeats, at }: Plan,
): Promise<void> {
  const takes = ({ framework, variant }: Contender): boolean =>
    variant === 'strict' || (late && (framework === 'jax' || variant === 'fused'));
  const rows: string[][] = [];
  for (const contender of crew.filter(takes)) {
    const { label, peer, variant } = contender;
    for (const level of levels) {
      report.progress(`${label} to iteration ${at}, ${percent(level.remaining)}`);
      const prepare = (id: string) =>
        peer.ask({ op: 'prepare', case: { id, folder, masks: maskSet(level), variant } });
      await prepare('late');
      await peer.ask({ op: 'time', case: 'late', warmup: at, steps: 0 });
      const early: number[] = [];
      const lateTimes: number[] = [];
      for (let repeat = 0; repeat < repeats; repeat++) {
        await prepare('early');
        const first = { op: 'time', case: 'early', warmup: WARMUP, steps: WINDOW } as const;
        const begin = await peer.ask(first);
        early.push(begin.seconds / begin.steps);
        const end = await peer.ask({ op: 'time', case: 'late', warmup: 0, steps: WINDOW });
        lateTimes.push(end.seconds / end.steps);
      }
      const [a, b] = [median(early), median(lateTimes)];
      rows.push([
        `${label}, ${percent(level.remaining)}`,
        (a * 1e3).toFixed(3),
        (b * 1e3).toFixed(3),
        times(b / a),
      ]);
    }
  }
  report.heading(`Step time at iteration ${WARMUP} and at ${at}`);
  report.text(
    `Milliseconds per step over ${WINDOW} steps from there on, interleaved; 1.00x means that nothing slows down.${late ? '' : ' The peers take part with `--late`.'}`,
  );
  report.table(['', `at ${WARMUP}`, `at ${at}`, 'late / early'], rows);
}
