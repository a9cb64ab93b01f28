/** Twins of assembly/repanel.ts. */
import { eachFloat, indexOf, valueAt, type Extent, type Image } from './image.ts';
import type { Floats } from './rounding.ts';

/** Feature panels `panel` floats apart, of `vectors` vectors each, in one array; all start with the first feature. */
export interface FeaturePanels {
  readonly data: Floats;
  readonly panel: number;
  readonly panels: number;
  readonly vectors: number;
}

/** Where the value of image panel `number` lies in the feature panels; undefined beyond the last of them. */
export function featureAt(
  features: FeaturePanels,
  { rows, columns, vectors }: Extent,
  number: number,
  [c, r, i]: readonly [number, number, number],
): number | undefined {
  const example = number * 4 * vectors + (i % (4 * vectors));
  const lanes = 4 * features.vectors;
  if (example >= features.panels * lanes) return undefined;
  const feature = (c * rows + r) * columns + Math.floor(i / (4 * vectors));
  return Math.floor(example / lanes) * features.panel + feature * lanes + (example % lanes);
}

/** Copies image panel `number` to the feature panels. */
export function repanelFeatures(
  features: FeaturePanels,
  x: Image,
  extent: Extent,
  number: number,
): void {
  eachFloat(extent, (c, r, i) => {
    const to = featureAt(features, extent, number, [c, r, i]);
    if (to !== undefined) features.data[to] = valueAt(x, c, r, i);
  });
}

/** Copies the feature panels to image panel `number`: 0 where they have nothing and where the gate is not positive. */
export function repanelImages(
  dx: Image,
  gate: Image | null,
  features: FeaturePanels,
  extent: Extent,
  number: number,
): void {
  eachFloat(extent, (c, r, i) => {
    const from = featureAt(features, extent, number, [c, r, i]);
    const open = gate === null || valueAt(gate, c, r, i) > 0;
    dx.data[indexOf(dx, c, r, i)] = from !== undefined && open ? features.data[from]! : 0;
  });
}
