import { expect, it } from 'vitest';
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
import { eachFloat, gatedAt, indexOf, valueAt, type Extent } from './image.ts';
import {
  normGradientApply,
  normGradientCombine,
  normGradientSums,
  type NormGradient,
  type NormInputs,
} from './norm-gradient.ts';
import { exact } from './rounding.ts';

const drawInputs = (draw: Draw, extent: Extent, gated: boolean): NormInputs => ({
  dy: drawImage(draw, extent),
  gate: gated ? drawImage(draw, extent, 0.3) : null,
  x: drawImage(draw, extent),
});

const drawGradient = (draw: Draw, channels: number): NormGradient => ({
  scale: draw.floats(channels),
  shift: draw.floats(channels),
  a: draw.floats(channels),
  b: draw.floats(channels),
  c: draw.floats(channels),
});

describeKernel('norm_gradient_sums', ({ flavour, memory, same }) => {
  it.each(EXTENTS.map((e) => [named(e), e] as const))('sums over %s', (what, extent) => {
    for (const gated of [false, true]) {
      const draw = new Draw(extent.vectors);
      const inputs = drawInputs(draw, extent, gated);
      const { channels, rows, columns, vectors } = extent;
      const norm = { mean: draw.floats(channels), invstd: draw.floats(channels) };
      memory.clear();
      const sums = memory.place(new Uint32Array(4 * channels));
      memory.kernels.norm_gradient_sums(
        sums,
        ...placeImage(memory, inputs.dy).panel,
        ...(inputs.gate === null ? NO_IMAGE : placeImage(memory, inputs.gate).panel),
        ...placeImage(memory, inputs.x).panel,
        memory.place(norm.mean),
        memory.place(norm.invstd),
        channels,
        rows,
        columns * vectors,
      );
      memory.check(what, [sums]);
      const actual = doublesAt(memory, sums, 2 * channels);
      const expected = new Float64Array(2 * channels);
      if (flavour === 'strict') {
        normGradientSums(expected, inputs, norm, extent, Math.fround);
        same(`${what}, gated ${gated}`, actual, expected);
      }
      normGradientSums(expected, inputs, norm, extent, exact);
      expect(furthest(actual, expected), what).toBeLessThan(1e-7 * rows * (8 + columns * vectors));
      const plain = new Float64Array(2 * channels);
      eachFloat(extent, (c, r, i) => {
        const g = gatedAt(inputs.dy, inputs.gate, c, r, i);
        plain[2 * c]! += g;
        plain[2 * c + 1]! += g * (valueAt(inputs.x, c, r, i) - norm.mean[c]!) * norm.invstd[c]!;
      });
      expect(furthest(expected, plain), what).toBeLessThan(1e-10);
    }
  });
});

const OUTPUTS = ['scale', 'shift', 'a', 'b', 'c'] as const;

describeKernel('norm_gradient_combine', ({ memory, same }) => {
  it.each([1, 2, 3, 17])('gives the bits of its twin for %i channels', (channels) => {
    for (const panels of [1, 2, 5]) {
      const draw = new Draw(100 * channels + panels);
      const [scale, mean, invstd] = [1, 2, 3].map(() => draw.floats(channels, 0));
      const norm = { scale: scale!, mean: mean!, invstd: invstd! };
      const gradient = drawGradient(draw, channels);
      const sums = Array.from({ length: panels }, () =>
        Float64Array.from(draw.floats(2 * channels + 2), (v) => 20 * v),
      );
      const n = panels * 64;
      memory.clear();
      const from = memory.place(wordsOf(sums.flatMap((panel) => [...panel])));
      const at = OUTPUTS.map((name) => memory.place(gradient[name]));
      const [gScale = 0, gShift = 0, a = 0, b = 0, c = 0] = at;
      memory.kernels.norm_gradient_combine(
        from,
        16 * (channels + 1),
        panels,
        channels,
        n,
        memory.place(norm.scale),
        memory.place(norm.mean),
        memory.place(norm.invstd),
        gScale,
        gShift,
        a,
        b,
        c,
      );
      memory.check(`seed ${draw.seed}`, at);
      normGradientCombine(gradient, sums, n, norm);
      OUTPUTS.forEach((name, i) =>
        same(`${name}, seed ${draw.seed}`, memory.floats(at[i]!, channels), gradient[name]),
      );
    }
  });
});

describeKernel('norm_gradient_apply', ({ memory, sums }) => {
  it.each(EXTENTS.map((e) => [named(e), e] as const))('passes through %s', (what, extent) => {
    for (const gated of [false, true]) {
      for (const masked of [false, true]) {
        for (const mode of [0, 1, 2]) {
          const draw = new Draw(10 * extent.vectors + mode);
          const inputs = drawInputs(draw, extent, gated);
          const [dx, dskip] = [drawImage(draw, extent), drawImage(draw, extent)];
          const coefficients = drawGradient(draw, extent.channels);
          const lanes = masked ? drawLanes(draw, extent) : null;
          memory.clear();
          const out = placeImage(memory, dx);
          const skip = placeImage(memory, dskip);
          memory.kernels.norm_gradient_apply(
            ...out.panel,
            ...(mode === 0 ? NO_IMAGE : skip.panel),
            mode,
            ...placeImage(memory, inputs.dy).panel,
            ...(inputs.gate === null ? NO_IMAGE : placeImage(memory, inputs.gate).panel),
            ...placeImage(memory, inputs.x).panel,
            memory.place(coefficients.a),
            memory.place(coefficients.b),
            memory.place(coefficients.c),
            extent.channels,
            extent.rows,
            extent.columns,
            extent.vectors,
            lanes === null ? 0 : memory.place(lanes),
          );
          const named = `${what}, gated ${gated}, masked ${masked}, mode ${mode}`;
          memory.check(named, mode === 0 ? [out.start] : [out.start, skip.start]);
          const shape = { ...extent, lanes };
          const other = mode === 0 ? null : dskip;
          sums(`dx, ${named}`, out.read(), dx.data as Float32Array, 3, (data, round) =>
            normGradientApply(
              { ...dx, data },
              other && copied(other),
              mode === 2,
              inputs,
              coefficients,
              shape,
              round,
            ),
          );
          sums(`dskip, ${named}`, skip.read(), dskip.data as Float32Array, 1, (data, round) =>
            normGradientApply(
              copied(dx),
              other && { ...other, data },
              mode === 2,
              inputs,
              coefficients,
              shape,
              round,
            ),
          );
        }
      }
    }
  });

  it('works in place of dy', () => {
    const extent = { channels: 2, rows: 3, columns: 5, vectors: 3 };
    const draw = new Draw(5);
    const inputs = drawInputs(draw, extent, false);
    const coefficients = drawGradient(draw, 2);
    memory.clear();
    const { start, panel, read } = placeImage(memory, inputs.dy);
    const x = placeImage(memory, inputs.x).panel;
    const [a, b, c] = [coefficients.a, coefficients.b, coefficients.c].map((v) => memory.place(v));
    memory.kernels.norm_gradient_apply(
      ...panel,
      ...NO_IMAGE,
      0,
      ...panel,
      ...NO_IMAGE,
      ...x,
      a!,
      b!,
      c!,
      2,
      3,
      5,
      3,
      0,
    );
    memory.check('in place', [start]);
    const shape = { ...extent, lanes: null };
    sums('in place', read(), inputs.dy.data as Float32Array, 3, (data, round) =>
      normGradientApply(
        { ...inputs.dy, data },
        null,
        false,
        { ...inputs, dy: copied(inputs.dy) },
        coefficients,
        shape,
        round,
      ),
    );
  });
});

it('the coefficients give the gradient of a normalised batch', () => {
  const extent = { channels: 1, rows: 3, columns: 4, vectors: 1 };
  const draw = new Draw(6);
  const { dy, x } = drawInputs(draw, extent, false);
  const values: number[] = [];
  const weights: number[] = [];
  eachFloat(extent, (c, r, i) => {
    values.push(valueAt(x, c, r, i));
    weights.push(valueAt(dy, c, r, i));
  });
  const n = values.length;
  const moments = (v: readonly number[]): [number, number] => {
    const mean = v.reduce((s, e) => s + e, 0) / n;
    return [mean, 1 / Math.sqrt(v.reduce((s, e) => s + (e - mean) ** 2, 0) / n + 1e-5)];
  };
  const scale = 0.7;
  /** Weighted sum of the normalised batch; its slope in x is dx. */
  const loss = (v: readonly number[]): number => {
    const [mean, invstd] = moments(v);
    return v.reduce((s, e, i) => s + weights[i]! * scale * (e - mean) * invstd, 0);
  };
  const [mean, invstd] = moments(values);
  const norm = {
    scale: Float32Array.of(scale),
    mean: Float32Array.of(mean),
    invstd: Float32Array.of(invstd),
  };
  const sums = new Float64Array(2);
  normGradientSums(sums, { dy, gate: null, x }, norm, extent, exact);
  const gradient = drawGradient(draw, 1);
  normGradientCombine(gradient, [sums], n, norm);
  const dx = drawImage(draw, extent);
  const shape = { ...extent, lanes: null };
  normGradientApply(dx, null, false, { dy, gate: null, x }, gradient, shape, exact);
  let k = 0;
  eachFloat(extent, (c, r, i) => {
    const moved = (h: number): number => loss(values.map((v, j) => (j === k ? v + h : v)));
    const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
    expect(dx.data[indexOf(dx, c, r, i)]).toBeCloseTo(slope, 5);
    k++;
  });
});
