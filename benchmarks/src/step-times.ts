import type { Contender } from './crew.ts';
import type { Level } from './tickets.ts';
import { maskSet } from './write-problem.ts';

/** Seconds per step of every repeat, by contender's label. */
export type StepTimes = ReadonlyMap<string, readonly number[]>;

interface Plan {
  readonly folder: string;
  readonly level: Level;
  readonly repeats: number;
  /** Least steps of a window. */
  readonly steps: number;
}

/** Iterations before anything is timed. */
export const WARMUP = 200;
const LEAST_SECONDS = 0.1;

/** The label of times that include gathering the batch, for those who can tell. */
export const withGathering = (label: string): string => `${label} with gathering`;

export const caseId = (label: string, { round }: Level): string => `${label} round ${round}`;

/** Interleaved windows of everyone at one level; whoever comes first changes from repeat to repeat. */
export async function measureLevel(
  crew: readonly Contender[],
  { folder, level, repeats, steps }: Plan,
): Promise<StepTimes> {
  const windows = new Map<string, number>();
  for (const { label, variant, peer } of crew) {
    const id = caseId(label, level);
    await peer.ask({ op: 'prepare', case: { id, folder, masks: maskSet(level), variant } });
    const probe = await peer.ask({ op: 'time', case: id, warmup: WARMUP / 2, steps: WARMUP / 2 });
    const enough = Math.ceil((LEAST_SECONDS * probe.steps) / probe.seconds / 100) * 100;
    windows.set(label, Math.max(steps, enough));
  }
  const labels = crew.flatMap(({ label }) => [label, withGathering(label)]);
  const times = new Map(labels.map((label) => [label, [] as number[]]));
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let i = 0; i < crew.length; i++) {
      const { label, peer } = crew[(i + repeat) % crew.length] as Contender;
      const id = caseId(label, level);
      const window = windows.get(label) ?? steps;
      const done = await peer.ask({ op: 'time', case: id, warmup: 0, steps: window });
      times.get(label)?.push(done.seconds / done.steps);
      if (done.gathering !== undefined) {
        times.get(withGathering(label))?.push((done.seconds + done.gathering) / done.steps);
      }
    }
  }
  return times;
}
