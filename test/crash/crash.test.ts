import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, readJournals } from '@sweepstake/store';
import { Stream } from '@sweepstake/random';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLife, countsOf, livesUntilDone, tableOf } from './lives.ts';
import type { LifeOrder } from './life.ts';
import { leftIn, publishedIn, tableIn } from './published.ts';
import { planOf } from './sweep.ts';

const TRIALS = 4;
let root: string;
const whole = (): string => join(root, 'whole');

/** Runs what is left to the end, in a process that nobody disturbs. */
async function runWhole(folder: string, more: Partial<LifeOrder> = {}): Promise<void> {
  const life = startLife({
    folder,
    trials: TRIALS,
    workers: 2,
    isolation: 'thread',
    shuffle: 0,
    checkpointEvery: 60,
    pauseAtWrite: null,
    ...more,
  });
  const [code] = await life.ended;
  expect(code, life.complaints()).toBe(0);
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sweepstake-crash-'));
  await runWhole(whole(), { workers: 1 });
}, 300_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test(
  'a sweep that is killed fifty times ends with the bytes and tables of an undisturbed one',
  { timeout: 900_000 },
  async () => {
    const folder = join(root, 'killed');
    const seed = Number(process.env['SWEEPSTAKE_CRASH_SEED'] ?? Date.now() % 1e6);
    const least = { kills: 50, afterStep: 25, atWrite: 10 };
    const lives = await livesUntilDone(folder, TRIALS, least, seed);
    console.log(tableOf(lives, seed));
    const counts = countsOf(lives);
    for (const [what, count] of Object.entries(least))
      expect(counts[what as keyof typeof counts], `${what}, seed ${seed}`).toBeGreaterThanOrEqual(
        count,
      );
    expect(publishedIn(folder), `seed ${seed}`).toEqual(publishedIn(whole()));
    expect(tableIn(folder, TRIALS)).toBe(tableIn(whole(), TRIALS));

    const ids = openStore(folder).list();
    const one = ids[new Stream(`deleted(${seed})`).below(ids.length)]!;
    rmSync(join(folder, 'stages', one.slice(0, 2), `${one}.stage`));
    await runWhole(folder);
    expect(publishedIn(folder), `after ${one} was deleted`).toEqual(publishedIn(whole()));

    openStore(folder).clean();
    expect(leftIn(folder)).toEqual([]);
  },
);

test(
  'two processes on one directory do each stage exactly once, as their journals prove',
  { timeout: 300_000 },
  async () => {
    const folder = join(root, 'two');
    await Promise.all([runWhole(folder, { workers: 1 }), runWhole(folder, { workers: 1 })]);
    const journals = readJournals({ root: folder });
    expect(journals).toHaveLength(2);
    for (const { events, damaged } of journals) {
      expect(damaged).toEqual([]);
      expect(events.filter(({ kind }) => kind === 'finished').length).toBeGreaterThan(0);
    }
    const of = (kind: string) =>
      journals
        .flatMap(({ events }) => events.filter((event) => event.kind === kind).map(({ id }) => id))
        .sort();
    const ids = planOf(TRIALS)
      .stages.map(({ id }) => id)
      .sort();
    expect(of('started')).toEqual(ids);
    expect(of('finished')).toEqual(ids);
    expect(publishedIn(folder)).toEqual(publishedIn(whole()));
    expect(leftIn(folder)).toEqual([]);
  },
);

test.each([
  ['2 worker threads, stages shuffled', { workers: 2, shuffle: 7 }],
  ['4 worker threads, stages shuffled', { workers: 4, shuffle: 13 }],
  [
    '2 worker processes, many checkpoints',
    { workers: 2, isolation: 'process', checkpointEvery: 0.03 },
  ],
] as const)('%s give the bytes of one worker', { timeout: 300_000 }, async (_, more) => {
  const folder = mkdtempSync(join(root, 'order-'));
  await runWhole(folder, more);
  expect(publishedIn(folder)).toEqual(publishedIn(whole()));
  expect(leftIn(folder)).toEqual([]);
});
