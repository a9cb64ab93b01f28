import { parametersOf } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import { Stream } from '@sweepstake/random';
import { expect, test } from 'vitest';
import { executeStage } from './execute-stage.ts';
import { initialStream, parseInitial } from './initial-text.ts';
import type { DrawnInitial } from './initial-text.ts';
import { initialWeights } from './initial-weights.ts';
import type { MagnitudePruneStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { readTicket } from './ticket.ts';
import { tinyContext, tinyTraining, withStore } from './tiny.testing.ts';

const network = modelByName('mlp-8-12-6-3');
const at = { seed: 0, trial: 1, round: 7, replicate: 2 };
const theta0 = 'init(0,1)';

const texts: [string, DrawnInitial, number][] = [
  ['init(0,1)', { kind: 'init', seed: 0, trial: 1 }, 0],
  ['init(0,1) std=0.0125', { kind: 'init', seed: 0, trial: 1 }, 0.0125],
  ['init(0,1) std=1e-7', { kind: 'init', seed: 0, trial: 1 }, 1e-7],
  ['reinit(0,1,7,2)', { kind: 'reinit', ...at }, 0],
  ['reinit(0,1,7,2) std=0.4', { kind: 'reinit', ...at }, 0.4],
  ['noise(0,1,7,2) deviation=0.5', { kind: 'noise', ...at, deviation: 0.5 }, 0],
  ['noise(0,1,7,2) deviation=3 std=0.1', { kind: 'noise', ...at, deviation: 3 }, 0.1],
  ['resample(0,1,7,2) of=46f3', { kind: 'resample', ...at, of: '46f3' }, 0],
  ['resample(0,1,7,2) of=46f3 std=0.1', { kind: 'resample', ...at, of: '46f3' }, 0.1],
];

test.each(texts)('%s is written and read', (text, initial, std) => {
  expect(initialStream(initial, std)).toBe(text);
  expect(parseInitial(text)).toEqual({ initial, initialStd: std });
});

test('trained weights go by the theta_0 that they began with', () => {
  const trained = { kind: 'trained', seed: 0, trial: 1, stage: 'any' } as const;
  expect(initialStream(trained)).toBe(theta0);
  expect(initialStream(trained, 0.1)).toBe('init(0,1) std=0.1');
});

test.each([
  '',
  'init',
  'init(0)',
  'init(0,1,2)',
  'init(00,1)',
  'init(0,1) std=0',
  'init(0,1) std=0.10',
  'init(0,1) std=wide',
  'init(0,1) deviation=1',
  'init(0,1):fc1.weight',
  'reinit(0,1)',
  'noise(0,1,7,2)',
  'noise(0,1,7,2) std=1 deviation=1',
  'resample(0,1,7,2)',
  'order(0,1,7,2)',
])("'%s' names no initial weights", (text) => {
  expect(() => parseInitial(text)).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_STAGES_INITIAL_TEXT' }),
  );
});

/** `count` normals of a stream. */
const normals = (name: string, count: number): number[] => {
  const stream = new Stream(name);
  return Array.from({ length: count }, () => stream.normal());
};

test('with a standard deviation every weight has it, from the same stream, and biases are 0', () => {
  const weights = initialWeights(network, 'reinit(0,1,7,2) std=0.1');
  const drawn = normals('reinit(0,1,7,2):fc2.weight', 72);
  expect(weights.get('fc2.weight')).toEqual(Float32Array.from(drawn, (z) => 0.1 * z));
  expect([...weights.get('fc2.bias')!]).toEqual([0, 0, 0, 0, 0, 0]);
});

// The network is Gaussian Glorot: variance 2 / (fan in + fan out).
test.each([
  ['noise(0,1,7,2) deviation=0.5', theta0, 0.5 * Math.sqrt(2 / (12 + 6))],
  ['noise(0,1,7,2) deviation=3', theta0, 3 * Math.sqrt(2 / (12 + 6))],
  ['noise(0,1,7,2) deviation=3 std=0.1', 'init(0,1) std=0.1', 3 * 0.1],
])('%s is theta_0 and so many standard deviations of noise', (text, base, deviation) => {
  const [before, after] = [base, text].map((one) => initialWeights(network, one));
  const noise = normals('noise(0,1,7,2):fc2.weight', 72);
  expect(after!.get('fc2.weight')).toEqual(
    before!.get('fc2.weight')!.map((w, i) => w + deviation * noise[i]!),
  );
  expect(after!.get('fc1.weight')).not.toEqual(before!.get('fc1.weight'));
  for (const name of ['fc1.bias', 'fc2.bias', 'fc3.bias'])
    expect(after!.get(name)).toEqual(before!.get(name));
});

const dense = tinyTraining();
const pruned: MagnitudePruneStage = {
  kind: 'prune',
  criterion: 'layerwise-magnitude',
  from: stageIdOf(dense),
  rates: { hidden: 0.5, output: 0.25 },
};
const of = stageIdOf(pruned);

test('resampled weights are those of theta_0 that survive in the same layer, drawn with replacement', () =>
  withStore(async (store) => {
    for (const stage of [dense, pruned]) await executeStage(stage, tinyContext(store));
    const { masks } = readTicket(store, of);
    const before = initialWeights(network, theta0);
    const after = initialWeights(network, `resample(0,1,7,2) of=${of}`, store);
    expect([...after.keys()]).toEqual(parametersOf(network).map(({ name }) => name));
    for (const [name, tensor] of before) {
      const mask = masks.get(name);
      if (mask === undefined) {
        expect(after.get(name)).toEqual(tensor);
        continue;
      }
      const own = [...tensor].filter((_, i) => mask[i] === 1);
      const stream = new Stream(`resample(0,1,7,2):${name}`);
      const expected = [...tensor].map(() => own[stream.below(own.length)]!);
      expect([...after.get(name)!]).toEqual(expected);
      expect(new Set(expected).size).toBeLessThan(own.length);
    }
  }));

test('weights are resampled under a mask of this network and this theta_0 only', () =>
  withStore(async (store) => {
    for (const stage of [dense, pruned]) await executeStage(stage, tinyContext(store));
    const text = `resample(0,1,7,2) of=${of}`;
    const refused = (use: () => unknown, code: string, message: RegExp) => {
      expect(use).toThrow(expect.objectContaining({ code: `SWEEPSTAKE_STAGES_${code}` }));
      expect(use).toThrow(message);
    };
    refused(() => initialWeights(network, text), 'NO_STORE', /give the store that has it/);
    const other = modelByName('mlp-8-3');
    refused(() => initialWeights(other, text, store), 'NETWORK', /belongs to network mlp-8-12-6-3/);
    for (const [one, asked] of [
      [`resample(0,2,7,2) of=${of}`, 'init\\(0,2\\)'],
      [`${text} std=0.1`, 'init\\(0,1\\) std=0.1'],
    ] as const)
      refused(
        () => initialWeights(network, one, store),
        'BEGINNING',
        new RegExp(`began with the weights init\\(0,1\\), not with ${asked}`),
      );
  }));
