import { describe, expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { furthest } from '../testing/furthest.ts';
import {
  copied,
  doublesAt,
  drawImage,
  drawLanes,
  EXTENTS,
  named,
  NO_IMAGE,
  placeImage,
  wordsOf,
} from '../testing/images.ts';
import { eachFloat, valueAt, widthOf, type Extent, type Image } from './image.ts';
import { normApply, normCombine, normRunning, normStatistics, type Norm } from './norm.ts';
import { exact } from './rounding.ts';

/** Values in valid lanes, channel by channel. */
function valuesOf(x: Image, extent: Extent, lanes: Int32Array | null): number[][] {
  const values = Array.from({ length: extent.channels }, (): number[] => []);
  eachFloat(extent, (c, r, i) => {
    if (lanes?.[i % lanes.length] !== 0) values[c]!.push(valueAt(x, c, r, i));
  });
  return values;
}

/** Mean and sum of squared deviations, in float64 from the definition. */
function momentsOf(values: readonly number[]): [number, number] {
  const mean = values.reduce((a, v) => a + v, 0) / values.length;
  return [mean, values.reduce((a, v) => a + (v - mean) ** 2, 0)];
}

describeKernel('norm_statistics', ({ flavour, memory, same }) => {
  function run(x: Image, extent: Extent, lanes: Int32Array | null, n: number): Float64Array {
    memory.clear();
    const parts = memory.place(new Uint32Array(4 * extent.channels));
    memory.kernels.norm_statistics(
      parts,
      ...placeImage(memory, x).panel,
      extent.channels,
      extent.rows,
      extent.columns,
      extent.vectors,
      lanes === null ? 0 : memory.place(lanes),
      n,
    );
    memory.check(named(extent), [parts]);
    return doublesAt(memory, parts, 2 * extent.channels);
  }

  it.each(EXTENTS.map((e) => [named(e), e] as const))('sums over %s', (what, extent) => {
    for (const masked of [false, true]) {
      for (const offset of [0, 3, 1000]) {
        const draw = new Draw(offset + extent.vectors);
        const lanes = masked ? drawLanes(draw, extent) : null;
        const x = drawImage(draw, extent);
        for (let i = 0; i < x.data.length; i++) x.data[i]! += offset;
        const values = valuesOf(x, extent, lanes);
        const n = values[0]!.length;
        const actual = run(x, extent, lanes, n);
        const named = `${what}, seed ${draw.seed}, masked ${masked}`;
        const expected = new Float64Array(actual.length);
        if (flavour === 'strict') {
          normStatistics(expected, x, extent, lanes, n, Math.fround);
          same(named, actual, expected);
        }
        normStatistics(expected, x, extent, lanes, n, exact);
        expect(furthest(actual, expected), named).toBeLessThan(1e-6 * Math.max(1, n));
        values.forEach((channel, c) => {
          if (n === 0) return;
          const [mean, m2] = momentsOf(channel);
          expect(Math.abs(actual[2 * c]! - mean), named).toBeLessThan(1e-7);
          expect(Math.abs(actual[2 * c + 1]! - m2), named).toBeLessThan(1e-6 * Math.max(1, m2));
        });
      }
    }
  });

  it('takes lanes that are all valid as no lanes', () => {
    for (const extent of EXTENTS) {
      const x = drawImage(new Draw(7), extent);
      const n = extent.rows * widthOf(extent);
      const all = new Int32Array(4 * extent.vectors).fill(-1);
      same(named(extent), run(x, extent, all, n), run(x, extent, null, n));
    }
  });

  it('gives a constant its value and deviation 0', () => {
    const extent = { channels: 1, rows: 5, columns: 7, vectors: 3 };
    const x = drawImage(new Draw(1), extent);
    x.data.fill(0.1);
    const [mean, m2] = run(x, extent, null, 5 * 7 * 12);
    expect(mean).toBeCloseTo(Math.fround(0.1), 14);
    expect(m2).toBeLessThan(1e-18);
  });

  it('gives (0, 0) to a panel without examples, whatever it holds', () => {
    const extent = { channels: 2, rows: 2, columns: 3, vectors: 2 };
    const x = drawImage(new Draw(1), extent);
    same('no lanes', run(x, extent, new Int32Array(8), 0), [0, 0, 0, 0]);
  });
});

const drawNorm = (draw: Draw, channels: number): Norm => ({
  scale: draw.floats(channels, 0),
  shift: draw.floats(channels, 0),
  a: draw.floats(channels),
  mean: draw.floats(channels),
  invstd: draw.floats(channels),
  runningMean: draw.floats(channels, 0),
  runningVar: draw.floats(channels, 0).map(Math.abs),
});

const OUTPUTS = ['a', 'mean', 'invstd', 'runningMean', 'runningVar'] as const;

describeKernel('norm_combine', ({ memory, same }) => {
  function run(norm: Norm, parts: readonly Float64Array[], counts: readonly number[]): Norm {
    memory.clear();
    const channels = norm.a.length;
    const gap = 16;
    const all = new Float64Array(parts.length * (2 * channels + gap / 8));
    parts.forEach((part, p) => all.set(part, p * (2 * channels + gap / 8)));
    const [from, n] = [memory.place(wordsOf(all)), memory.place(wordsOf(counts))];
    const at = Object.fromEntries(
      Object.entries(norm).map(([name, values]) => [name, memory.place(values as Float32Array)]),
    ) as Record<keyof Norm, number>;
    memory.kernels.norm_combine(
      from,
      16 * channels + gap,
      n,
      parts.length,
      channels,
      at.scale,
      at.a,
      at.mean,
      at.invstd,
      at.runningMean,
      at.runningVar,
      0.1,
      1e-5,
    );
    memory.check(
      'norm_combine',
      OUTPUTS.map((name) => at[name]),
    );
    const now = OUTPUTS.map((name) => [name, memory.floats(at[name], channels)] as const);
    return { ...norm, ...Object.fromEntries(now) };
  }

  it.each([1, 2, 3, 17])('gives the bits of its twin for %i channels', (channels) => {
    for (const panels of [1, 2, 5]) {
      const draw = new Draw(100 * channels + panels);
      const norm = drawNorm(draw, channels);
      const counts = Array.from({ length: panels }, () => 1 + draw.below(300));
      if (panels === 5) counts[2] = 0;
      const parts = counts.map(() =>
        Float64Array.from(draw.floats(2 * channels), (v, i) => (i % 2 === 0 ? v : 50 * v * v)),
      );
      const actual = run(norm, parts, counts);
      normCombine(norm, parts, counts, 0.1, 1e-5);
      for (const name of OUTPUTS) same(`${name}, seed ${draw.seed}`, actual[name], norm[name]);
    }
  });

  it('has the statistics of all values when they come in panels', () => {
    const draw = new Draw(3);
    const counts = [40, 1, 0, 17, 256];
    const panels = counts.map((n) => [...draw.floats(n)].map((v) => 5 + v));
    const parts = panels.map((values) =>
      Float64Array.from(values.length === 0 ? [0, 0] : momentsOf(values)),
    );
    const norm = drawNorm(draw, 1);
    const actual = run(norm, parts, counts);
    const all = panels.flat();
    const [mean, m2] = momentsOf(all);
    const invstd = 1 / Math.sqrt(m2 / all.length + 1e-5);
    const close = (name: keyof Norm, value: number): void =>
      expect(actual[name][0], name).toBeCloseTo(value, 5);
    close('mean', mean);
    close('invstd', invstd);
    close('a', norm.scale[0]! * invstd);
    close('runningMean', 0.9 * norm.runningMean[0]! + 0.1 * mean);
    close('runningVar', 0.9 * norm.runningVar[0]! + (0.1 * m2) / (all.length - 1));
  });

  it('counts the variance of a single value as 0', () => {
    const norm = drawNorm(new Draw(4), 1);
    const actual = run(norm, [Float64Array.of(2, 0)], [1]);
    expect(actual.invstd[0]).toBeCloseTo(1 / Math.sqrt(1e-5), 3);
    expect(actual.runningVar[0]).toBeCloseTo(0.9 * norm.runningVar[0]!, 6);
  });
});

describeKernel('norm_running', ({ memory, same }) => {
  it.each([1, 2, 5, 16])('takes the coefficients of %i channels from evaluation', (channels) => {
    const draw = new Draw(channels);
    const norm = drawNorm(draw, channels);
    memory.clear();
    const a = memory.place(norm.a);
    memory.kernels.norm_running(
      a,
      memory.place(norm.scale),
      memory.place(norm.runningVar),
      channels,
      1e-5,
    );
    memory.check('norm_running', [a]);
    normRunning(norm, 1e-5);
    same(`a, seed ${draw.seed}`, memory.floats(a, channels), norm.a);
    expect(norm.a[0]).toBeCloseTo(norm.scale[0]! / Math.sqrt(norm.runningVar[0]! + 1e-5), 5);
  });
});

describeKernel('norm_apply', ({ memory, sums }) => {
  it.each(EXTENTS.map((e) => [named(e), e] as const))('normalises %s', (what, extent) => {
    for (const skipped of [false, true]) {
      for (const relu of [false, true]) {
        const draw = new Draw(extent.vectors);
        const [y, x] = [drawImage(draw, extent), drawImage(draw, extent)];
        const skip = skipped ? drawImage(draw, extent) : null;
        const norm = drawNorm(draw, extent.channels);
        memory.clear();
        const placed = placeImage(memory, y);
        memory.kernels.norm_apply(
          ...placed.panel,
          ...placeImage(memory, x).panel,
          ...(skip === null ? NO_IMAGE : placeImage(memory, skip).panel),
          memory.place(norm.a),
          memory.place(norm.mean),
          memory.place(norm.shift),
          extent.channels,
          extent.rows,
          extent.columns * extent.vectors,
          relu ? 1 : 0,
        );
        const named = `${what}, skip ${skipped}, relu ${relu}`;
        memory.check(named, [placed.start]);
        sums(named, placed.read(), y.data as Float32Array, 2, (data, round) =>
          normApply({ ...y, data }, x, skip, norm, { ...extent, relu }, round),
        );
      }
    }
  });

  it('works in place', () => {
    const extent = { channels: 2, rows: 3, columns: 5, vectors: 3 };
    const draw = new Draw(5);
    const [x, norm] = [drawImage(draw, extent), drawNorm(draw, 2)];
    memory.clear();
    const { start, panel, read } = placeImage(memory, x);
    const a = memory.place(norm.a);
    const [mean, shift] = [memory.place(norm.mean), memory.place(norm.shift)];
    memory.kernels.norm_apply(...panel, ...panel, ...NO_IMAGE, a, mean, shift, 2, 3, 15, 1);
    memory.check('in place', [start]);
    sums('in place', read(), x.data as Float32Array, 2, (data, round) =>
      normApply({ ...x, data }, copied(x), null, norm, { ...extent, relu: true }, round),
    );
  });
});

describe('the normalised batch', () => {
  it('has mean 0 and variance 1 in every channel', () => {
    const extent = { channels: 3, rows: 4, columns: 5, vectors: 2 };
    const draw = new Draw(8);
    const [x, y] = [drawImage(draw, extent), drawImage(draw, extent)];
    const n = extent.rows * widthOf(extent);
    const parts = new Float64Array(6);
    const norm = {
      ...drawNorm(draw, 3),
      scale: Float32Array.of(1, 1, 1),
      shift: new Float32Array(3),
    };
    normStatistics(parts, x, extent, null, n, Math.fround);
    normCombine(norm, [parts], [n], 0.1, 0);
    normApply(y, x, null, norm, { ...extent, relu: false }, Math.fround);
    for (const channel of valuesOf(y, extent, null)) {
      const [mean, m2] = momentsOf(channel);
      expect(mean).toBeCloseTo(0, 6);
      expect(m2 / n).toBeCloseTo(1, 6);
    }
  });
});
