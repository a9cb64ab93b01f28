import { describe, expect, it } from 'vitest';
import { convolution } from '../testing/networks.ts';
import { windowOf, type Window } from './geometry.ts';
import {
  bandOf,
  planConvolution,
  THRESHOLDS,
  winogradTile,
  type ConvolutionPlan,
  type Setting,
} from './plan-convolution.ts';

type Given = Parameters<typeof convolution>[3];

const window = (inputs: number, outputs: number, given: Given = {}): Window =>
  windowOf(convolution('c', 'input', [inputs, outputs], given));

const weightsOf = (w: Window): number => w.inputs * w.outputs * w.height * w.width;

const SETTING: Setting = { rows: 8, columns: 8, run: 8, dense: false, thresholds: THRESHOLDS };

const plan = (w: Window, density: number, setting: Partial<Setting> = {}): ConvolutionPlan =>
  planConvolution(w, Math.round(density * weightsOf(w)), { ...SETTING, ...setting });

describe('Winograd tiles', () => {
  it.each([
    // A tile of 4 takes 36 products, one of 2 takes 16, the direct product 9 a result: fewest win, of both tiles 2 a tie.
    [1, 1, null],
    [2, 2, 2],
    [3, 3, 4],
    [4, 4, 4],
    [5, 5, 2],
    [6, 6, 2],
    [7, 7, 4],
    [8, 8, 4],
    [9, 9, 4],
    [9, 7, 4],
    [1, 2, 2],
    [1, 32, 2],
    [2, 32, 2],
    [32, 32, 4],
  ])('of an image of %i x %i are of %s', (rows, columns, expected) => {
    expect(winogradTile(window(16, 16), rows, columns)).toBe(expected);
  });

  it('need 16 channels on either side', () => {
    expect(winogradTile(window(15, 64), 8, 8)).toBeNull();
    expect(winogradTile(window(64, 15), 8, 8)).toBeNull();
    expect(winogradTile(window(16, 64), 8, 8)).toBe(4);
    expect(winogradTile(window(3, 64), 32, 32)).toBeNull();
  });

  it.each([
    ['a window of 1', { kernel: 1, padding: 0 }],
    ['a window of 5', { kernel: 5, padding: 2 }],
    ['stride 2', { stride: 2 }],
    ['no padding', { padding: 0 }],
    ['a padding of 2', { padding: 2 }],
  ])('are not for %s', (_, given) => {
    expect(winogradTile(window(64, 64, given), 8, 8)).toBeNull();
  });

  it('pass in bands of a fixed number of vectors, and of at least one tile', () => {
    const most = bandOf(1);
    expect([1, 2, 4, most, most + 1, 500].map(bandOf)).toEqual([most, most / 2, most / 4, 1, 1, 1]);
  });
});

describe('the form of a convolution', () => {
  it.each([
    ['direct', window(3, 64), THRESHOLDS.direct, null],
    ['Winograd', window(64, 64), THRESHOLDS.winograd, 4],
  ] as const)('is dense from its threshold on: %s', (_, w, from, tile) => {
    const least = Math.ceil(from * weightsOf(w));
    const of = (survivors: number): ConvolutionPlan => planConvolution(w, survivors, SETTING);
    expect(of(least)).toMatchObject({ form: 'dense', tile });
    expect(of(weightsOf(w))).toMatchObject({ form: 'dense', tile });
    expect(of(least - 1)).toMatchObject({ form: 'sparse', tile: null });
    expect(of(0)).toMatchObject({ form: 'sparse', tile: null });
  });

  it('is dense at any number of survivors where all weights take part', () => {
    expect(plan(window(64, 64), 0, { dense: true })).toMatchObject({ form: 'dense', tile: 4 });
    expect(plan(window(3, 64), 0, { dense: true })).toMatchObject({ form: 'dense', tile: null });
  });

  it('follows the thresholds that it is given', () => {
    const thresholds = { ...THRESHOLDS, direct: 0.1, winograd: 0.9 };
    expect(plan(window(3, 64), 0.2, { thresholds }).form).toBe('dense');
    expect(plan(window(64, 64), 0.8, { thresholds }).form).toBe('sparse');
  });
});

/** Windows and densities from the smallest to those of the zoo. */
const many = [1, 3, 16, 64, 256, 512].flatMap((inputs) =>
  [1, 10, 64, 512].flatMap((outputs) =>
    [{}, { kernel: 1, padding: 0 }, { kernel: 5, padding: 2, stride: 2 }].flatMap((given) =>
      [0, 0.01, 0.1, 0.5, 1].map((density) => ({ w: window(inputs, outputs, given), density })),
    ),
  ),
);

describe('the plan', () => {
  it('is a function of its arguments', () => {
    for (const { w, density } of many) expect(plan(w, density)).toEqual(plan({ ...w }, density));
  });

  it('cuts channels into blocks of at least one and at most all of them', () => {
    for (const { w, density } of many) {
      const { forward, backward } = plan(w, density);
      const where = `${JSON.stringify(w)} at ${density}`;
      for (const [size, channels] of [
        [forward, w.inputs],
        [backward, w.outputs],
      ] as const) {
        expect(size.channelsPerBlock, where).toBeGreaterThanOrEqual(1);
        expect(size.channelsPerBlock, where).toBeLessThanOrEqual(channels);
      }
    }
  });

  it('joins window rows of the dense form only where one block has all channels: its rows lie together', () => {
    for (const { w, density } of many) {
      const { form, forward, backward } = plan(w, density, { dense: true });
      expect(form).toBe('dense');
      if (forward.join) expect(forward.channelsPerBlock).toBe(w.inputs);
      if (backward.join) expect(backward.channelsPerBlock).toBe(w.outputs);
    }
  });

  it('passes bands of a fixed number of vectors through all blocks, and never less than a row', () => {
    const band = (run: number): number => plan(window(3, 8), 1, { run }).band;
    const most = band(1);
    expect(most).toBeGreaterThan(1);
    expect([2, 8, most, most + 1, 500].map(band)).toEqual([most / 2, most / 8, 1, 1, 1]);
  });

  it('joins the window rows of a sparse layer with few survivors, and parts those of one with many', () => {
    expect(plan(window(64, 64, { stride: 2 }), 0.01).forward).toEqual({
      channelsPerBlock: 64,
      join: true,
    });
    // 0.8 x 512 x 3 survivors of an output in a window row: 51 times 24, but blocks keep 32 channels.
    expect(plan(window(512, 512, { stride: 2 }), 0.8).forward).toEqual({
      channelsPerBlock: 32,
      join: false,
    });
  });
});
