import { configOf, expand } from '@sweepstake/experiments';
import { expect, test } from 'vitest';
import { paceOf, startsOf } from './pace.ts';
import type { State, States } from './states.ts';

const PLAN = expand(configOf('figure-3', 'tiny'), 'engine-1');
const TRAININGS = PLAN.stages.filter(({ payload }) => payload.kind === 'train');
const DAY = 86_400_000;

/** One training after the other, each for a minute. */
const JOURNAL = {
  name: 'here-1-0',
  damaged: [],
  events: TRAININGS.flatMap(({ id }, i) => [
    { kind: 'started' as const, id, at: 60_000 * i },
    { kind: 'finished' as const, id, at: 60_000 * (i + 1), seconds: 60 },
  ]),
};

function perHour(state: State, now: number): number | null {
  const states: States = {
    of: new Map(PLAN.stages.map(({ id }) => [id, state])),
    claims: new Map(),
    failures: new Map(),
    diverged: [],
    damaged: [],
  };
  return paceOf(PLAN, states, [JOURNAL], startsOf([JOURNAL]), now).trainingsPerHour;
}

test.each(['done', 'pending', 'stale'] as const)(
  'the throughput of a run whose stages are %s is the same the day after',
  (state) => {
    const end = 60_000 * TRAININGS.length;
    expect(perHour(state, end)).toBeCloseTo(60);
    expect(perHour(state, end + DAY)).toBeCloseTo(60);
  },
);

test('that of a run where something runs is of the last hour', () => {
  expect(perHour('running', 60_000 * TRAININGS.length + DAY)).toBe(null);
});
