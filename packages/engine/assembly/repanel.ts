// Between image values and the feature panels of dense layers, `[feature][toVectors x 4 lanes]`, feature = (channel x
// rows + row) x columns + column. Global vector v of the batch is vector v % P of image panel v / P and vector
// v % Pd of feature panel v / Pd. One call handles image panel number `panel`. Image values: see image.ts.

/**
 * Copies one image panel to the feature panels. `to`: address of the first channel's first feature in feature panel
 * 0; `toPanel`: bytes from one feature panel to the next, of which there are `toPanels`; vectors beyond the last are
 * left out.
 */
export function repanel_features(
  to: usize, toPanel: usize, toPanels: u32, toVectors: u32, x: usize, xChannel: usize, xRow: usize,
  channels: u32, rows: u32, columns: u32, vectors: u32, panel: u32,
): void {
  const start = panel * vectors;
  const end = toPanels * toVectors;
  if (start >= end) return;
  const count = min(vectors, end - start);
  const first = start % toVectors;
  const feature = <usize>toVectors << 4;
  let t = to + start / toVectors * toPanel;
  for (let c: u32 = 0; c < channels; c++, x += xChannel) {
    for (let r: u32 = 0; r < rows; r++) {
      let p = x + r * xRow;
      for (let i: u32 = 0; i < columns; i++, t += feature, p += <usize>vectors << 4) {
        let q = t, k = first;
        for (let v: u32 = 0; v < count; v++) {
          v128.store(q + (<usize>k << 4), v128.load(p + (<usize>v << 4)));
          if (++k == toVectors) { k = 0; q += toPanel; }
        }
      }
    }
  }
}

/**
 * The reverse, for gradients: every position of the image panel dx from the feature panels `from`, described as `to`
 * above; 0 in vectors beyond the last feature panel, and where the image value `gate` is not positive (gate 0: as it
 * is).
 */
export function repanel_images(
  dx: usize, dxChannel: usize, dxRow: usize, gate: usize, gateChannel: usize, gateRow: usize,
  from: usize, fromPanel: usize, fromPanels: u32, fromVectors: u32,
  channels: u32, rows: u32, columns: u32, vectors: u32, panel: u32,
): void {
  const open = gate == 0;
  const zero = f32x4.splat(0);
  const start = panel * vectors;
  const end = fromPanels * fromVectors;
  const count = start < end ? min(vectors, end - start) : 0;
  const first = start % fromVectors;
  const feature = <usize>fromVectors << 4;
  let f = from + start / fromVectors * fromPanel;
  for (let c: u32 = 0; c < channels; c++, dx += dxChannel, gate += gateChannel) {
    for (let r: u32 = 0; r < rows; r++) {
      let o = dx + r * dxRow, s = gate + r * gateRow;
      for (let i: u32 = 0; i < columns; i++, f += feature) {
        let q = f, k = first;
        for (let v: u32 = 0; v < vectors; v++, o += 16, s += 16) {
          let g = zero;
          if (v < count) {
            g = v128.load(q + (<usize>k << 4));
            if (++k == fromVectors) { k = 0; q += fromPanel; }
          }
          if (!open) g = v128.and(g, f32x4.gt(v128.load(s), zero));
          v128.store(o, g);
        }
      }
    }
  }
}
