import { expect, test } from 'vitest';
import { syntheticRow } from './rows.fixture.ts';
import { levelsDomain, valueDomain } from './value-domain.ts';

const rows = (values: readonly (readonly [number, number, number])[]) =>
  values.map(([iteration, min, max]) => syntheticRow({ iteration, min, max, mean: min }));

test('accuracies are cut below: the settled range and some of the steep part', () => {
  const curve = rows([
    [0, 0.1, 0.1],
    [100, 0.9, 0.91],
    [500, 0.96, 0.965],
    [1000, 0.975, 0.98],
  ]);
  // Settled range 0.96..0.98; 1.7 times as much below 0.98 is 0.946, in steps of 0.005.
  expect(valueDomain(curve, 'test_accuracy')).toEqual([0.945, 0.98]);
});

test('losses are cut above, and fractions stay within 0..1', () => {
  const losses = rows([
    [0, 2.3, 2.3],
    [500, 0.1, 0.2],
    [1000, 0.05, 0.15],
  ]);
  expect(valueDomain(losses, 'validation_loss')).toEqual([0.05, 0.35]);
  expect(valueDomain(rows([[10, 0.99, 1]]), 'train_accuracy')[1]).toBe(1);
  expect(valueDomain(rows([[10, 0, 0.9]]), 'train_accuracy')[0]).toBe(0);
});

test('a flat curve still gets an axis', () => {
  const [low, high] = valueDomain(rows([[10, 1, 1]]), 'train_accuracy');
  expect(low).toBeLessThan(high);
});

test('against levels, a few points are all on the axis, and of many the worst are followed so far', () => {
  expect(
    levelsDomain(
      rows([
        [0, 0.1, 0.1],
        [0, 0.9, 0.92],
      ]),
      'test_accuracy',
    ),
  ).toEqual([0.1, 1]);
  const chain = Array.from({ length: 18 }, (): [number, number, number] => [0, 0.97, 0.98]);
  const fallen: [number, number, number][] = [
    [0, 0.96, 0.965],
    [0, 0.1, 0.1],
  ];
  expect(levelsDomain(rows([...chain, ...fallen]), 'test_accuracy')).toEqual([0.96, 0.98]);
  const losses = Array.from({ length: 20 }, (_, at): [number, number, number] => {
    const loss = at === 19 ? 2.3 : 0.1 + 0.01 * at;
    return [0, loss, loss];
  });
  // The best sixteen end at 0.25; 2.2 times their range above 0.1 is 0.43, and the last on the axis is 0.28.
  expect(levelsDomain(rows(losses), 'validation_loss')).toEqual([0.1, 0.28]);
});

test('early stops start at 0 and leave room for those at the last iteration', () => {
  expect(levelsDomain(rows([[0, 900, 1000]]), 'early_stop_iteration')).toEqual([0, 1050]);
});
