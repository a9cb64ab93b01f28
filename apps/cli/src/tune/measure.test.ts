import { planLayers, THRESHOLDS } from '@sweepstake/engine';
import { checkNetwork } from '@sweepstake/graph';
import { expect, test } from 'vitest';
import { convolutionCase, denseCase, FULL, QUICK } from './cases.ts';
import { measureForms } from './measure.ts';

const forms = ({ cases, batch }: typeof FULL) =>
  new Set(
    cases.flatMap(({ network }) => {
      checkNetwork(network);
      const { layers } = planLayers(network, new Map(), { batch, slots: 2 });
      return layers.map(({ kind, form }) => `${kind} ${form}`);
    }),
  );

test('every threshold has a layer of its own', () => {
  const expected = [
    'dense dense direct',
    'convolution dense direct',
    'convolution dense winograd 4x4',
  ];
  expect(forms(FULL)).toEqual(new Set(expected));
  expect(forms(QUICK)).toEqual(new Set(expected));
});

test('thresholds of 0 and above 1 force either form of every layer', () => {
  for (const { network } of FULL.cases) {
    const half = new Map([['layer.weight', 1]]);
    for (const [from, sparse] of [
      [0, false],
      [2, true],
    ] as const) {
      const all = Object.keys(THRESHOLDS).map((name) => [name, from]);
      const thresholds = Object.fromEntries(all) as typeof THRESHOLDS;
      const [layer] = planLayers(network, half, { batch: 4, slots: 2, thresholds }).layers;
      expect(layer!.form === 'sparse').toBe(sparse);
    }
  }
});

test.each([denseCase(12, 4), convolutionCase(3, 5, 6), convolutionCase(16, 16, 4)])(
  'a tiny layer is timed in both forms: $name',
  async ({ network }) => {
    const scale = { cases: [], densities: [], batch: 4, repeats: 2, window: 0.01 };
    const times = await measureForms(network, 0.5, scale);
    expect(Object.keys(times)).toEqual(['density', 'dense', 'sparse']);
    for (const value of Object.values(times)) expect(value).toBeGreaterThan(0);
  },
);
