import { expect, test } from 'vitest';
import { Scheduler } from './scheduler.ts';

const stage = (id: string, dependsOn: string[] = [], priority?: number) =>
  priority === undefined ? { id, dependsOn } : { id, dependsOn, priority };

const takeAll = (scheduler: Scheduler): string[] => {
  const ids: string[] = [];
  for (let id; (id = scheduler.take()) !== undefined;) ids.push(id);
  return ids;
};

test('stages without dependencies come in the order given', () => {
  expect(takeAll(new Scheduler([stage('c'), stage('a'), stage('b')]))).toEqual(['c', 'a', 'b']);
});

test('larger priorities come first, and equal ones in the order given', () => {
  const stages = [stage('a'), stage('b', [], 2), stage('c', [], -1), stage('d', [], 2)];
  expect(takeAll(new Scheduler(stages))).toEqual(['b', 'd', 'a', 'c']);
});

test('a stage becomes ready only when all it depends on have finished', () => {
  const scheduler = new Scheduler([stage('c', ['a', 'b', 'a']), stage('a'), stage('b')]);
  expect(takeAll(scheduler)).toEqual(['a', 'b']);
  scheduler.finish('a');
  expect(scheduler.take()).toBeUndefined();
  scheduler.finish('b');
  expect(takeAll(scheduler)).toEqual(['c']);
});

test('a stage that finished without being taken is not offered', () => {
  const scheduler = new Scheduler([stage('a'), stage('b', ['a']), stage('c', ['b'])]);
  scheduler.finish('b');
  expect(takeAll(scheduler)).toEqual(['a', 'c']);
  scheduler.finish('a');
  expect(scheduler.take()).toBeUndefined();
});

test('a stage put back is offered again in its place', () => {
  const scheduler = new Scheduler([stage('a', [], 1), stage('b'), stage('c')]);
  expect(scheduler.take()).toBe('a');
  expect(scheduler.take()).toBe('b');
  scheduler.putBack('a');
  expect(takeAll(scheduler)).toEqual(['a', 'c']);
});

test('a failure blocks everything behind it and nothing else', () => {
  const scheduler = new Scheduler([
    stage('d', ['c', 'b']),
    stage('a'),
    stage('b', ['a']),
    stage('c', ['a']),
    stage('x'),
    stage('y', ['x']),
  ]);
  expect(takeAll(scheduler)).toEqual(['a', 'x']);
  expect(scheduler.fail('a')).toEqual(['d', 'b', 'c']);
  scheduler.finish('x');
  expect(takeAll(scheduler)).toEqual(['y']);
});

test('an id given twice is refused', () => {
  expect(() => new Scheduler([stage('a'), stage('a')])).toThrow(
    'stage a is given twice; give every stage once',
  );
});

test('an unknown dependency is refused', () => {
  expect(() => new Scheduler([stage('a', ['z'])])).toThrow(
    'stage a depends on z, which is not among the stages; add it, or drop it',
  );
});

test('a circle is refused and spelled out', () => {
  const stages = [stage('s', ['a']), stage('a', ['b']), stage('b', ['c']), stage('c', ['a'])];
  expect(() => new Scheduler(stages)).toThrow(
    'stages depend on each other in a circle: a -> b -> c -> a; break it',
  );
  expect(() => new Scheduler([stage('a', ['a'])])).toThrow('circle: a -> a; break it');
});

test('a chain of 20,000 stages is scheduled, and blocked, without exhausting the call stack', () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => stage(`${i}`, i > 0 ? [`${i - 1}`] : []));
  const scheduler = new Scheduler(chain.toReversed());
  expect(scheduler.take()).toBe('0');
  expect(scheduler.fail('0')).toHaveLength(19_999);
});

test('in random graphs every stage comes once, after its dependencies, whatever ends first', () => {
  for (let seed = 0; seed < 50; seed++) {
    const random = generator(seed);
    const stages = Array.from({ length: 1 + random(40) }, (_, i) => {
      const dependsOn = Array.from({ length: i > 0 ? random(4) : 0 }, () => `${random(i)}`);
      return stage(`${i}`, dependsOn, random(3));
    });
    const scheduler = new Scheduler(stages);
    const running: string[] = [];
    const done = new Set<string>();
    for (;;) {
      for (let id; running.length < 3 && (id = scheduler.take()) !== undefined;) running.push(id);
      if (running.length === 0) break;
      const [id] = running.splice(random(running.length), 1);
      const { dependsOn } = stages[Number(id)]!;
      expect(
        dependsOn.every((before) => done.has(before)),
        `seed ${seed}`,
      ).toBe(true);
      expect(done.has(id!), `seed ${seed}`).toBe(false);
      done.add(id!);
      scheduler.finish(id!);
    }
    expect(done.size, `seed ${seed}`).toBe(stages.length);
  }
});

/** Integers below n from a linear congruential generator (Numerical Recipes' constants). */
function generator(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
