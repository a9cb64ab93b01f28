import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawImage, drawLanes, EXTENTS, named, NO_IMAGE, placeImage } from '../testing/images.ts';
import type { Extent, Image } from './image.ts';
import * as twins from './images.ts';

const EACH = EXTENTS.map((e) => [named(e), e] as const);

const runsOf = ({ channels, rows, columns, vectors }: Extent) =>
  [channels, rows, columns * vectors] as const;

/** Random images; the first values are such as comparisons treat in special ways. */
function drawSpecial(draw: Draw, extent: Extent): Image {
  const image = drawImage(draw, extent);
  image.data.set([-0, 0, 1e-40, -1e-40], image.at);
  return image;
}

describeKernel('images_add', ({ memory, same }) => {
  it.each(EACH)('adds %s', (what, extent) => {
    for (const relu of [false, true]) {
      const draw = new Draw(extent.vectors);
      const [y, a, b] = [0, 1, 2].map(() => drawSpecial(draw, extent)) as [Image, Image, Image];
      memory.clear();
      const { start, panel, read } = placeImage(memory, y);
      const [pa, pb] = [placeImage(memory, a).panel, placeImage(memory, b).panel];
      memory.kernels.images_add(...panel, ...pa, ...pb, ...runsOf(extent), relu ? 1 : 0);
      memory.check(what, [start]);
      twins.imagesAdd(y, a, b, extent, relu);
      same(`${what}, relu ${relu}, seed ${draw.seed}`, read(), y.data);
    }
  });
});

describeKernel('images_gate', ({ memory, same }) => {
  it.each(EACH)('passes %s on', (what, extent) => {
    for (const gated of [false, true]) {
      for (const accumulate of [false, true]) {
        const draw = new Draw(extent.vectors);
        const [to, from] = [drawImage(draw, extent), drawSpecial(draw, extent)];
        const gate = gated ? drawSpecial(draw, extent) : null;
        memory.clear();
        const { start, panel, read } = placeImage(memory, to);
        memory.kernels.images_gate(
          ...panel,
          ...placeImage(memory, from).panel,
          ...(gate === null ? NO_IMAGE : placeImage(memory, gate).panel),
          ...runsOf(extent),
          accumulate ? 1 : 0,
        );
        memory.check(what, [start]);
        twins.imagesGate(to, from, gate, extent, accumulate);
        same(`${what}, gated ${gated}, accumulate ${accumulate}`, read(), to.data);
      }
    }
  });
});

describeKernel('images_scale', ({ memory, same }) => {
  it.each(EACH)('multiplies %s', (what, extent) => {
    const draw = new Draw(extent.vectors);
    const [y, x, m] = [0, 1, 2].map(() => drawSpecial(draw, extent)) as [Image, Image, Image];
    memory.clear();
    const { start, panel, read } = placeImage(memory, y);
    const [px, pm] = [placeImage(memory, x).panel, placeImage(memory, m).panel];
    memory.kernels.images_scale(...panel, ...px, ...pm, ...runsOf(extent));
    memory.check(what, [start]);
    twins.imagesScale(y, x, m, extent);
    same(`${what}, seed ${draw.seed}`, read(), y.data);
  });
});

describeKernel('images_relu', ({ memory, same }) => {
  it.each(EACH)('takes %s, to another image and in place', (what, extent) => {
    const draw = new Draw(extent.vectors);
    const [y, x] = [drawImage(draw, extent), drawSpecial(draw, extent)];
    memory.clear();
    const [to, from] = [placeImage(memory, y), placeImage(memory, x)];
    memory.kernels.images_relu(...to.panel, ...from.panel, ...runsOf(extent));
    memory.check(what, [to.start]);
    memory.kernels.images_relu(...from.panel, ...from.panel, ...runsOf(extent));
    twins.imagesRelu(y, x, extent);
    same(`${what}, seed ${draw.seed}`, to.read(), y.data);
    memory.check(what, [to.start, from.start]);
    twins.imagesRelu(x, x, extent);
    same(`${what}, in place`, from.read(), x.data);
  });

  it('keeps NaN, so that divergence is seen', () => {
    memory.clear();
    const y = memory.place(Float32Array.of(NaN, -1, 2, -0));
    memory.kernels.images_relu(y, 16, 16, y, 16, 16, 1, 1, 1);
    expect([...memory.floats(y, 4)]).toEqual([NaN, 0, 2, -0]);
  });
});

describeKernel('images_bias_gradient', ({ memory, sums }) => {
  it.each(EACH)('sums channels of %s', (what, extent) => {
    for (const first of [false, true]) {
      const draw = new Draw(extent.vectors);
      const dy = drawImage(draw, extent);
      const before = draw.floats(extent.channels);
      memory.clear();
      const g = memory.place(before);
      const { panel } = placeImage(memory, dy);
      memory.kernels.images_bias_gradient(g, ...panel, ...runsOf(extent), first ? 1 : 0);
      memory.check(what, [g]);
      const terms = 4 * extent.rows * extent.columns * extent.vectors;
      const named = `${what}, first ${first}`;
      sums(named, memory.floats(g, extent.channels), before, terms, (out, round) =>
        twins.imagesBiasGradient(out, dy, extent, first, round),
      );
    }
  });
});

describeKernel('images_lanes', ({ memory, same }) => {
  it.each(EACH)('clears padding lanes of %s', (what, extent) => {
    const draw = new Draw(extent.vectors);
    const [y, lanes] = [drawImage(draw, extent), drawLanes(draw, extent)];
    const { channels, rows, columns, vectors } = extent;
    memory.clear();
    const { start, panel, read } = placeImage(memory, y);
    memory.kernels.images_lanes(...panel, memory.place(lanes), channels, rows, columns, vectors);
    memory.check(what, [start]);
    twins.imagesLanes(y, lanes, extent);
    same(`${what}, seed ${draw.seed}`, read(), y.data);
  });
});
