import type { Plan } from '@sweepstake/experiments';
import type { Place } from '../places.ts';
import type { State, States } from './states.ts';

/** How many stages of one arm, variant and round are in each state. */
export interface Cell extends Readonly<Record<State, number>> {
  /** Index into the plan's arms. */
  readonly arm: number;
  /** What the arm trains: its network and setting. */
  readonly subject: string;
  readonly kind: 'train' | 'prune';
  readonly variant: string;
  readonly round: number;
}

type Counts = { -readonly [key in keyof Cell]: Cell[key] };

/** The cells of a plan, trainings first, in the order of the plan. */
export function cellsOf(
  { arms, stages }: Plan,
  places: ReadonlyMap<string, Place>,
  { of }: States,
): Cell[] {
  const cells = new Map<string, Counts>();
  for (const { id, payload } of stages) {
    const { arm, variant, round } = places.get(id)!;
    const key = `${arm} ${payload.kind} ${variant} ${round}`;
    let cell = cells.get(key);
    if (cell === undefined) {
      const none = { done: 0, running: 0, stale: 0, failed: 0, pending: 0 };
      const { config, setting } = arms[arm]!;
      const subject = [config.network, setting].filter(Boolean).join(' ');
      cell = { arm, subject, kind: payload.kind, variant, round, ...none };
      cells.set(key, cell);
    }
    cell[of.get(id)!]++;
  }
  const all = [...cells.values()];
  return [
    ...all.filter(({ kind }) => kind === 'train'),
    ...all.filter(({ kind }) => kind === 'prune'),
  ];
}
