import type { Contender } from './crew.ts';

/** Of the first two batches, each before its update; null where they are not finite. */
export type Losses = readonly [number | null, number | null];

/** What one contender's steps took, in seconds per step and repeat. */
export interface SlowTimes {
  readonly seconds: readonly number[];
  /** The same with gathering, for those who can tell; else empty. */
  readonly gathered: readonly number[];
  readonly losses: Losses;
}

interface Plan {
  readonly folder: string;
  /** Mask set, or null for dense. */
  readonly set: string | null;
  readonly repeats: number;
  /** What a window should take at least, in seconds; it has at least one step. */
  readonly window: number;
}

/** Relative differences of losses that are rounding: before any update, and after one. */
const SAME = [1e-4, 1e-2] as const;

/**
 * Interleaved windows of everyone, for steps of hundredths of seconds and more: two steps to warm up (and to see that all
 * train the same), then windows; whoever comes first changes from repeat to repeat. Cases replace each other by label.
 */
export async function slowTimes(
  crew: readonly Contender[],
  { folder, set, repeats, window }: Plan,
): Promise<Map<string, SlowTimes>> {
  const windows = new Map<string, number>();
  const times = new Map<string, { seconds: number[]; gathered: number[]; losses: Losses }>();
  for (const { label, variant, peer } of crew) {
    await peer.ask({ op: 'prepare', case: { id: label, folder, masks: set, variant } });
    const first = await peer.ask({ op: 'time', case: label, warmup: 0, steps: 1 });
    const second = await peer.ask({ op: 'time', case: label, warmup: 0, steps: 1 });
    windows.set(label, Math.max(1, Math.round(window / second.seconds)));
    times.set(label, { seconds: [], gathered: [], losses: [first.loss, second.loss] });
  }
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let i = 0; i < crew.length; i++) {
      const { label, peer } = crew[(i + repeat) % crew.length] as Contender;
      const steps = windows.get(label) ?? 1;
      const done = await peer.ask({ op: 'time', case: label, warmup: 0, steps });
      const of = times.get(label);
      of?.seconds.push(done.seconds / done.steps);
      if (done.gathering !== undefined) {
        of?.gathered.push((done.seconds + done.gathering) / done.steps);
      }
    }
  }
  const fault = disagreement(new Map([...times].map(([label, { losses }]) => [label, losses])));
  if (fault !== null) throw new Error(`${set ?? 'dense'}: ${fault}`);
  return times;
}

/** Says who does not train what the first one trains; null where all losses agree. */
export function disagreement(losses: ReadonlyMap<string, Losses>): string | null {
  const [first] = losses;
  if (first === undefined) return null;
  const [name, expected] = first;
  for (const [label, measured] of losses) {
    for (const step of [0, 1] as const) {
      const [a, b] = [expected[step], measured[step]];
      if (a !== null && b !== null && Math.abs(a - b) <= SAME[step] * Math.abs(a)) continue;
      return `the loss of step ${step + 1} is ${b} for ${label} and ${a} for ${name}; they do not train the same`;
    }
  }
  return null;
}
