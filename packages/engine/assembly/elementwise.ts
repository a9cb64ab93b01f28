// Passes over panels that are not products.

/** Every row o of one panel of P vectors becomes bias[o] in all lanes (P = vectors). */
export function bias_fill(y: usize, bias: usize, rows: u32, vectors: u32): void {
  for (let o: u32 = 0; o < rows; o++) {
    const b = v128.load_splat<f32>(bias);
    for (let v: u32 = 0; v < vectors; v++, y += 16) v128.store(y, b);
    bias += 4;
  }
}

/** y = max(y, 0) for n floats, a multiple of 4; NaN stays NaN. */
export function relu(y: usize, n: u32): void {
  const end = y + (<usize>n << 2);
  const zero = f32x4.splat(0);
  for (; y < end; y += 16) v128.store(y, f32x4.pmax(v128.load(y), zero));
}

/** g[o] = sum of the lanes of row o over all panels, vector by vector, then lane by lane. */
export function bias_gradient(g: usize, dy: usize, rows: u32, vectors: u32, panels: u32, panelBytes: usize): void {
  for (let o: u32 = 0; o < rows; o++) {
    let a: v128 = f32x4.splat(0);
    let p = dy;
    for (let n: u32 = 0; n < panels; n++, p += panelBytes) {
      for (let v: u32 = 0; v < vectors; v++) a = f32x4.add(a, v128.load(p + (<usize>v << 4)));
    }
    store<f32>(g, f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3));
    g += 4;
    dy += <usize>vectors << 4;
  }
}

/** to[c][r] = from[r][c], row strides in bytes, rows and columns multiples of 4; ReLU on the way if asked. */
export function transpose(to: usize, toRow: usize, from: usize, fromRow: usize, rows: u32, columns: u32, relu: i32): void {
  const zero = f32x4.splat(0);
  for (let r: u32 = 0; r < rows; r += 4) {
    let f = from;
    let t = to;
    for (let c: u32 = 0; c < columns; c += 4) {
      let a = v128.load(f), b = v128.load(f + fromRow), d = v128.load(f + 2 * fromRow), e = v128.load(f + 3 * fromRow);
      if (relu) { a = f32x4.pmax(a, zero); b = f32x4.pmax(b, zero); d = f32x4.pmax(d, zero); e = f32x4.pmax(e, zero); }
      const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const de0 = v128.shuffle<f32>(d, e, 0, 4, 1, 5), de1 = v128.shuffle<f32>(d, e, 2, 6, 3, 7);
      v128.store(t, v128.shuffle<f32>(ab0, de0, 0, 1, 4, 5));
      v128.store(t + toRow, v128.shuffle<f32>(ab0, de0, 2, 3, 6, 7));
      v128.store(t + 2 * toRow, v128.shuffle<f32>(ab1, de1, 0, 1, 4, 5));
      v128.store(t + 3 * toRow, v128.shuffle<f32>(ab1, de1, 2, 3, 6, 7));
      f += 16;
      t += 4 * toRow;
    }
    from += 4 * fromRow;
    to += 16;
  }
}
