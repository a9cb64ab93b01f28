import { fullMasks } from '@sweepstake/lottery';
import { mlp } from '@sweepstake/models';
import { describe, expect, it } from 'vitest';
import { ANALYSES, ANALYSIS_NAMES, analysisByName } from './index.ts';

const network = mlp({ sizes: [4, 3, 2] });
const weights = new Map([
  ['fc1.weight', Float32Array.from({ length: 12 }, (_, i) => (i - 5) / 10)],
  ['fc2.weight', Float32Array.from({ length: 6 }, (_, i) => (i - 2) / 10)],
]);

describe('ANALYSES', () => {
  it.each(ANALYSIS_NAMES)('%s gives densities of area 1 in its groups', (name) => {
    const { densities, groups, layers, readsTrained } = ANALYSES[name];
    const masks = fullMasks(weights);
    masks.get('fc1.weight')!.fill(0, 0, 4);
    masks.get('fc2.weight')!.fill(0, 0, 2);
    let asked = false;
    const trained = () => {
      asked = true;
      return weights;
    };
    const found = densities(network, { masks, initial: () => weights, trained });
    expect(asked).toBe(readsTrained);
    expect(new Set(found.map(({ group }) => group))).toEqual(new Set(groups));
    expect([...new Set(found.map(({ layer }) => layer))]).toEqual(layers(network));
    for (const { bins, width } of found)
      expect(bins.reduce((sum, { density }) => sum + density * width, 0)).toBeCloseTo(1, 12);
  });

  it('names all where one is unknown', () => {
    expect(analysisByName('incoming')).toBe(ANALYSES.incoming);
    expect(() => analysisByName('toString')).toThrow(
      /unknown analysis 'toString'; there are initial-weights, distance-moved/,
    );
  });
});
