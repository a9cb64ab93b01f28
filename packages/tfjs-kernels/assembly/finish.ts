// What fused operations do with a product: a bias per column, then an activation.

/** Kinds of activation, as src/operations/finish.ts names them. */
// @ts-ignore: decorator
@inline
const RELU: u32 = 1;
// @ts-ignore: decorator
@inline
const RELU6: u32 = 2;
// @ts-ignore: decorator
@inline
const SLOPES: u32 = 3;
// @ts-ignore: decorator
@inline
const SLOPE: u32 = 4;

// @ts-ignore: decorator
@inline
function activated(x: v128, kind: u32, slope: v128): v128 {
  const zero = f32x4.splat(0);
  if (kind == RELU) return f32x4.max(x, zero);
  if (kind == RELU6) return f32x4.min(f32x4.max(x, zero), f32x4.splat(6));
  if (kind >= SLOPES) return v128.bitselect(f32x4.mul(x, slope), x, f32x4.lt(x, zero));
  return x;
}

/**
 * y[i][j] = f(y[i][j] + bias[j]) for rows x columns, in place; bias 0 is none. Below 0, kind SLOPES multiplies by
 * slopes[j], kind SLOPE by `slope`.
 */
export function finish(y: usize, rows: u32, columns: u32, bias: usize, kind: u32, slopes: usize, slope: f32): void {
  const one = f32x4.splat(slope);
  for (let i: u32 = 0; i < rows; i++) {
    let j: u32 = 0;
    for (; j + 4 <= columns; j += 4, y += 16) {
      const at = <usize>j << 2;
      let x = v128.load(y);
      if (bias) x = f32x4.add(x, v128.load(bias + at));
      v128.store(y, activated(x, kind, kind == SLOPES ? v128.load(slopes + at) : one));
    }
    for (; j < columns; j++, y += 4) {
      const at = <usize>j << 2;
      let x = load<f32>(y);
      if (bias) x += load<f32>(bias + at);
      const s = kind == SLOPES ? f32x4.splat(load<f32>(slopes + at)) : one;
      store<f32>(y, f32x4.extract_lane(activated(f32x4.splat(x), kind, s), 0));
    }
  }
}
