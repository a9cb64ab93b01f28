import { initialise } from '@sweepstake/graph';
import { fullMasks, layerwiseMagnitude } from '@sweepstake/lottery';
import { lenet300100, mlp } from '@sweepstake/models';
import { Stream } from '@sweepstake/random';
import { describe, expect, it } from 'vitest';
import { distanceMoved, initialWeightDensities, magnitudeChange } from './index.ts';
import type { Density } from './index.ts';

/** Glorot: standard deviations 1 / 2 and 1 / 2, so that bins are 0.05 and 0.2 wide. */
const tiny = mlp({ sizes: [4, 4, 4] });
const WEIGHTS = ['fc1.weight', 'fc2.weight'];

const drawn = (name: string) =>
  initialise(tiny, (parameter) => {
    const stream = new Stream(`${name}:${parameter}`);
    return () => stream.normal();
  });

const initial = drawn('before');
const trained = new Map(
  [...initial].map(([name, w]) => [name, w.map((v, i) => v + drawn('after').get(name)![i]!)]),
);
const masks = layerwiseMagnitude(
  trained,
  fullMasks(initial, WEIGHTS),
  new Map(WEIGHTS.map((name) => [name, 0.25])),
);

/** Counts the values of a bin by comparing with its edges, and divides by all. */
function naive(density: Density, values: readonly number[]): number[] {
  const { width, bins } = density;
  return bins.map(({ x }) => {
    const inside = values.filter((v) => v >= x - width / 2 && v < x + width / 2);
    return inside.length / values.length / width;
  });
}

const valuesOf = (name: string, bit: number, of: (before: number, after: number) => number) =>
  Array.from(masks.get(name)!).flatMap((m, i) =>
    m === bit ? [of(initial.get(name)![i]!, trained.get(name)![i]!)] : [],
  );

const densitiesOf = ({ bins }: Density): number[] => bins.map(({ density }) => density);

function expectSame(density: Density, values: readonly number[]): void {
  const expected = naive(density, values);
  for (const [i, found] of densitiesOf(density).entries()) expect(found).toBeCloseTo(expected[i]!);
  expect(densitiesOf(density).reduce((a, d) => a + d * density.width, 0)).toBeCloseTo(1, 12);
}

describe('initialWeightDensities', () => {
  it('are of the weights that survive, layer by layer', () => {
    const found = initialWeightDensities(tiny, { initial, masks });
    expect(found.map(({ layer, group, width }) => [layer, group, width])).toEqual([
      ['fc1', '', 0.05],
      ['fc2', '', 0.05],
    ]);
    for (const [i, name] of WEIGHTS.entries())
      expectSame(
        found[i]!,
        valuesOf(name, 1, (before) => before),
      );
  });

  it('of the dense LeNet-300-100 have bins of 0.005, 0.01 and 0.02', () => {
    const lenet = lenet300100();
    const theta0 = initialise(lenet, (name) => {
      const stream = new Stream(name);
      return () => stream.normal();
    });
    const all = fullMasks(theta0, ['fc1.weight', 'fc2.weight', 'fc3.weight']);
    const found = initialWeightDensities(lenet, { initial: theta0, masks: all });
    expect(found.map(({ width }) => width)).toEqual([0.005, 0.01, 0.02]);
    const peak = Math.max(...densitiesOf(found[0]!));
    // A Gaussian's density at 0 is 1 / (std sqrt(2 pi)), and std is sqrt(2 / 1084).
    expect(peak).toBeCloseTo(1 / Math.sqrt((2 / 1084) * 2 * Math.PI), 0);
  });

  it('leave out a layer without a survivor', () => {
    const emptied = new Map([...masks, ['fc1.weight', new Uint8Array(16)] as const]);
    const found = initialWeightDensities(tiny, { initial, masks: emptied });
    expect(found.map(({ layer }) => layer)).toEqual(['fc2']);
  });

  it('refuse masks of another network, and a layer that starts as a constant', () => {
    const some = new Map([...masks].slice(1));
    expect(() => initialWeightDensities(tiny, { initial, masks: some })).toThrow(
      /no mask of fc1\.weight; there are fc2\.weight/,
    );
    const short = new Map([...masks, ['fc2.weight', new Uint8Array(3)] as const]);
    expect(() => initialWeightDensities(tiny, { initial, masks: short })).toThrow(
      /mask of fc2\.weight has 3 entries instead of 16/,
    );
    const layers = tiny.layers.map((layer) =>
      layer.kind === 'dense'
        ? { ...layer, weight: { ...layer.weight, initialiser: { kind: 'constant', value: 1 } } }
        : layer,
    ) as typeof tiny.layers;
    expect(() => initialWeightDensities({ ...tiny, layers }, { initial, masks })).toThrow(
      /fc1\.weight starts as a constant/,
    );
  });
});

describe('movements', () => {
  const movement = { initial, trained, masks };
  const cases = [
    { of: distanceMoved, value: (a: number, b: number) => Math.abs(b - a) },
    { of: magnitudeChange, value: (a: number, b: number) => Math.abs(b) - Math.abs(a) },
  ];

  it.each(cases)(
    '$of.name divides weights by the ticket, per layer and in all',
    ({ of, value }) => {
      const found = of(tiny, movement);
      expect(found.map(({ layer, group }) => `${layer} ${group}`)).toEqual([
        'fc1 in ticket',
        'fc1 not in ticket',
        'fc2 in ticket',
        'fc2 not in ticket',
        'all in ticket',
        'all not in ticket',
      ]);
      for (const density of found) {
        const names = WEIGHTS.filter((name) => ['all', name.slice(0, 3)].includes(density.layer));
        const bit = density.group === 'in ticket' ? 1 : 0;
        expect(density.width).toBe(0.2);
        expectSame(
          density,
          names.flatMap((name) => valuesOf(name, bit, value)),
        );
      }
    },
  );

  it('of a ticket that is the dense network have one group', () => {
    const all = fullMasks(initial, WEIGHTS);
    const found = distanceMoved(tiny, { ...movement, masks: all });
    expect(new Set(found.map(({ group }) => group))).toEqual(new Set(['in ticket']));
  });

  it('refuse weights of a training that diverged', () => {
    const lost = new Map([...trained, ['fc2.weight', new Float32Array(16).fill(NaN)] as const]);
    expect(() => distanceMoved(tiny, { ...movement, trained: lost })).toThrow(
      /layer fc2, in ticket, is NaN.*leave trainings that diverged out/,
    );
  });
});
