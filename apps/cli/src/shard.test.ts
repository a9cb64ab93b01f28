import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import { expect, test } from 'vitest';
import { parseShard, shardOf } from './shard.ts';

const planWith = (trials: number) =>
  expand(applyOverrides(configOf('figure-3', 'tiny'), [`trials=${trials}`]), 'engine-1');

test('shards of any number have every stage once, and no stage needs one of another shard', () => {
  const plan = planWith(5);
  for (const count of [1, 2, 3, 5, 8]) {
    const parts = Array.from({ length: count }, (_, i) => shardOf(plan, { index: i + 1, count }));
    const ids = parts.flatMap(({ stages }) => stages.map(({ id }) => id));
    expect(ids.toSorted(), `${count} shards`).toEqual(plan.stages.map(({ id }) => id).toSorted());
    for (const { stages } of parts) {
      const own = new Set(stages.map(({ id }) => id));
      for (const { dependsOn } of stages) for (const id of dependsOn) expect(own).toContain(id);
    }
    const sizes = parts.map(({ runs }) => new Set(runs.map(({ trial }) => trial)).size);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});

test('a shard is two whole numbers, the first from 1 to the second', () => {
  expect(parseShard('3/16')).toEqual({ index: 3, count: 16 });
  for (const text of ['', '3', '0/3', '4/3', '-1/3', '1/0', '1.5/3', '1/3/5', '01/3', '1/99999999'])
    expect(() => parseShard(text), text).toThrow(`--shard is "${text}"; give part`);
});
