// The inputs of a convolution of stride s, taken apart: phase (py, px) of x is the image q[r][t] = x[s r + py - pad]
// [s t + px - pad], in which a window of stride s is a window of stride 1. Phases py, px < `phases` exist (all s of
// them, or as many as the window has rows); phase (py, px) lies (py x phases + px) x qPhase bytes behind `q`, its
// (channel 0, row 0, column 0). Image values: see image.ts; `rows` and `columns` are those of x.

/** Copies x to its phases. Positions of q that lie outside x are not written: they stay 0. */
export function phases_split(
  q: usize, qPhase: usize, qChannel: usize, qRow: usize, x: usize, xChannel: usize, xRow: usize,
  channels: u32, rows: u32, columns: u32, vectors: u32, stride: u32, phases: u32, pad: u32,
): void {
  const column = <usize>vectors << 4;
  for (let c: u32 = 0; c < channels; c++, q += qChannel, x += xChannel) {
    for (let r: u32 = 0; r < rows; r++) {
      const py = (r + pad) % stride;
      if (py >= phases) continue;
      const to = q + py * phases * qPhase + (r + pad) / stride * qRow;
      for (let px: u32 = 0; px < phases; px++) {
        // The first column of x in this phase.
        let i = (px + stride - pad % stride) % stride;
        let o = to + px * qPhase + (i + pad) / stride * column;
        for (; i < columns; i += stride) {
          let p = x + r * xRow + i * column;
          for (let v: u32 = 0; v < vectors; v++, p += 16, o += 16) v128.store(o, v128.load(p));
        }
      }
    }
  }
}

/**
 * The reverse, for gradients: dx = (or +=, if `accumulate`) the value of its phase at every position, 0 where that
 * phase does not exist and where `gate` is not positive (gate 0: as it is).
 */
export function phases_join(
  dx: usize, dxChannel: usize, dxRow: usize, gate: usize, gateChannel: usize, gateRow: usize,
  q: usize, qPhase: usize, qChannel: usize, qRow: usize,
  channels: u32, rows: u32, columns: u32, vectors: u32, stride: u32, phases: u32, pad: u32, accumulate: i32,
): void {
  const open = gate == 0;
  const zero = f32x4.splat(0);
  const column = <usize>vectors << 4;
  for (let c: u32 = 0; c < channels; c++, q += qChannel, dx += dxChannel, gate += gateChannel) {
    for (let r: u32 = 0; r < rows; r++) {
      const py = (r + pad) % stride;
      const from = q + py * phases * qPhase + (r + pad) / stride * qRow;
      let o = dx + r * dxRow, s = gate + r * gateRow;
      let px = pad % stride;
      let t = pad / stride * column;
      for (let i: u32 = 0; i < columns; i++) {
        const exists = py < phases && px < phases;
        let p = from + px * qPhase + t;
        for (let v: u32 = 0; v < vectors; v++, o += 16, s += 16, p += 16) {
          let g = exists ? v128.load(p) : zero;
          if (!open) g = v128.and(g, f32x4.gt(v128.load(s), zero));
          if (accumulate) g = f32x4.add(v128.load(o), g);
          v128.store(o, g);
        }
        if (++px == stride) { px = 0; t += column; }
      }
    }
  }
}
