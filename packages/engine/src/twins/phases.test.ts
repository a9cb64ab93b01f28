import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawImage, EXTENTS, named, NO_IMAGE, placeImage } from '../testing/images.ts';
import { valueAt, type Extent, type Image } from './image.ts';
import { phaseExtent, phasesJoin, phasesSplit, type Phases } from './phases.ts';

const EACH = EXTENTS.map((e) => [named(e), e] as const);

const SETTINGS = [
  { stride: 1, phases: 1, pad: 1 },
  { stride: 2, phases: 1, pad: 0 },
  { stride: 2, phases: 2, pad: 0 },
  { stride: 2, phases: 2, pad: 1 },
  { stride: 2, phases: 2, pad: 3 },
  { stride: 3, phases: 2, pad: 1 },
  { stride: 3, phases: 3, pad: 2 },
];

/** All phases, one after another, as images of one geometry with random borders. */
function drawPhases(
  draw: Draw,
  extent: Extent,
  setting: (typeof SETTINGS)[number],
): { q: Image; phases: Phases } {
  const one = drawImage(draw, phaseExtent(extent, { ...setting, phase: 0 }));
  const phase = one.data.length - one.at;
  const data = draw.floats(one.at + setting.phases ** 2 * phase);
  return { q: { ...one, data }, phases: { ...setting, phase } };
}

const shapeOf = ({ channels, rows, columns, vectors }: Extent) =>
  [channels, rows, columns, vectors] as const;

describeKernel('phases_split', ({ memory, same }) => {
  it.each(EACH)('takes %s apart', (what, extent) => {
    for (const setting of SETTINGS) {
      const draw = new Draw(extent.vectors);
      const x = drawImage(draw, extent);
      const { q, phases } = drawPhases(draw, extent, setting);
      memory.clear();
      const { start, panel, read } = placeImage(memory, q);
      const [at, channel, row] = panel;
      memory.kernels.phases_split(
        at,
        4 * phases.phase,
        channel,
        row,
        ...placeImage(memory, x).panel,
        ...shapeOf(extent),
        setting.stride,
        setting.phases,
        setting.pad,
      );
      const named = `${what}, ${JSON.stringify(setting)}`;
      memory.check(named, [start]);
      phasesSplit(q, x, extent, phases);
      same(`${named}, seed ${draw.seed}`, read(), q.data);
    }
  });

  it('makes a window of stride 2 one of stride 1', () => {
    // 3 x 3 windows of stride 2 and padding 1: position (i, j) of window (r, t) is x[2r + i - 1][2t + j - 1].
    const extent = { channels: 1, rows: 5, columns: 5, vectors: 1 };
    const x = drawImage(new Draw(2), extent);
    const [columns, rows] = [4, 4];
    const phase = 4 * columns * rows;
    memory.clear();
    const q = memory.place(new Float32Array(4 * phase));
    const from = placeImage(memory, x).panel;
    const row = 16 * columns;
    memory.kernels.phases_split(q, 4 * phase, 4 * phase, row, ...from, 1, 5, 5, 1, 2, 2, 1);
    const parts = memory.floats(q, 4 * phase);
    for (let r = 0; r < 3; r++) {
      for (let t = 0; t < 3; t++) {
        for (let i = 0; i < 3; i++) {
          for (let j = 0; j < 3; j++) {
            const [y, z] = [2 * r + i - 1, 2 * t + j - 1];
            const inside = y >= 0 && z >= 0 && y < 5 && z < 5;
            const number = (i % 2) * 2 + (j % 2);
            const place = ((r + (i >> 1)) * columns + t + (j >> 1)) * 4;
            const expected = inside ? valueAt(x, 0, y, 4 * z) : 0;
            expect(parts[number * phase + place]).toBe(expected);
          }
        }
      }
    }
  });
});

describeKernel('phases_join', ({ memory, same }) => {
  it.each(EACH)('puts %s together', (what, extent) => {
    for (const setting of SETTINGS) {
      for (const gated of [false, true]) {
        for (const accumulate of [false, true]) {
          const draw = new Draw(extent.vectors);
          const dx = drawImage(draw, extent);
          const gate = gated ? drawImage(draw, extent) : null;
          const { q, phases } = drawPhases(draw, extent, setting);
          memory.clear();
          const { start, panel, read } = placeImage(memory, dx);
          const [at, channel, row] = placeImage(memory, q).panel;
          memory.kernels.phases_join(
            ...panel,
            ...(gate === null ? NO_IMAGE : placeImage(memory, gate).panel),
            at,
            4 * phases.phase,
            channel,
            row,
            ...shapeOf(extent),
            setting.stride,
            setting.phases,
            setting.pad,
            accumulate ? 1 : 0,
          );
          const named = `${what}, ${JSON.stringify(setting)}, ${gated}, ${accumulate}`;
          memory.check(named, [start]);
          phasesJoin(dx, gate, q, extent, phases, accumulate);
          same(`${named}, seed ${draw.seed}`, read(), dx.data);
        }
      }
    }
  });
});
