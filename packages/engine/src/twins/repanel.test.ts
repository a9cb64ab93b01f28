import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawImage, EXTENTS, named, NO_IMAGE, placeImage } from '../testing/images.ts';
import { valueAt, type Extent } from './image.ts';
import { repanelFeatures, repanelImages, type FeaturePanels } from './repanel.ts';

const EACH = EXTENTS.map((e) => [named(e), e] as const);

/** Feature panels of these widths for four image panels: narrower, wider, equal; some end before the images do. */
const LAYOUTS = [
  { panels: 1, vectors: 1 },
  { panels: 3, vectors: 1 },
  { panels: 7, vectors: 2 },
  { panels: 5, vectors: 4 },
  { panels: 4, vectors: 5 },
  { panels: 2, vectors: 16 },
];
const PANELS = [0, 1, 3];

function drawFeatures(
  draw: Draw,
  { channels, rows, columns }: Extent,
  layout: (typeof LAYOUTS)[number],
): FeaturePanels {
  const panel = (channels * rows * columns + 1) * 4 * layout.vectors;
  return { ...layout, panel, data: draw.floats(layout.panels * panel) };
}

const shapeOf = ({ channels, rows, columns, vectors }: Extent) =>
  [channels, rows, columns, vectors] as const;

describeKernel('repanel_features', ({ memory, same }) => {
  it.each(EACH)('takes %s apart', (what, extent) => {
    for (const layout of LAYOUTS) {
      for (const number of PANELS) {
        const draw = new Draw(extent.vectors + number);
        const x = drawImage(draw, extent);
        const features = drawFeatures(draw, extent, layout);
        memory.clear();
        const to = memory.place(features.data as Float32Array);
        memory.kernels.repanel_features(
          to,
          4 * features.panel,
          layout.panels,
          layout.vectors,
          ...placeImage(memory, x).panel,
          ...shapeOf(extent),
          number,
        );
        const named = `${what}, panel ${number} to ${layout.panels} of ${layout.vectors}`;
        memory.check(named, [to]);
        repanelFeatures(features, x, extent, number);
        same(named, memory.floats(to, features.data.length), features.data);
      }
    }
  });

  it('puts channel after channel, row after row', () => {
    const extent = { channels: 2, rows: 2, columns: 3, vectors: 1 };
    const x = drawImage(new Draw(1), extent);
    memory.clear();
    const to = memory.place(new Float32Array(48));
    memory.kernels.repanel_features(to, 192, 1, 1, ...placeImage(memory, x).panel, 2, 2, 3, 1, 0);
    const expected = [0, 1].flatMap((c) =>
      [0, 1].flatMap((r) => Array.from({ length: 12 }, (_, i) => valueAt(x, c, r, i))),
    );
    expect([...memory.floats(to, 48)]).toEqual(expected);
  });
});

describeKernel('repanel_images', ({ memory, same }) => {
  it.each(EACH)('puts %s together', (what, extent) => {
    for (const layout of LAYOUTS) {
      for (const number of PANELS) {
        for (const gated of [false, true]) {
          const draw = new Draw(extent.vectors + number);
          const dx = drawImage(draw, extent);
          const gate = gated ? drawImage(draw, extent) : null;
          const features = drawFeatures(draw, extent, layout);
          memory.clear();
          const { start, panel, read } = placeImage(memory, dx);
          memory.kernels.repanel_images(
            ...panel,
            ...(gate === null ? NO_IMAGE : placeImage(memory, gate).panel),
            memory.place(features.data as Float32Array),
            4 * features.panel,
            layout.panels,
            layout.vectors,
            ...shapeOf(extent),
            number,
          );
          const named = `${what}, panel ${number} from ${layout.panels} of ${layout.vectors}`;
          memory.check(named, [start]);
          repanelImages(dx, gate, features, extent, number);
          same(`${named}, gated ${gated}`, read(), dx.data);
        }
      }
    }
  });
});
