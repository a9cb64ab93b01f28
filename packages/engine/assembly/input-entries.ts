// The first layer's inputs hold many zeros (four of five MNIST pixels), so only nonzero inputs are visited. Leaving
// out a zero input leaves every sum as it is, so the bits are those of the full sums in ascending feature order.

/** Bytes of one list entry: a byte offset (u32) and a value (f32), or two byte offsets. */
export const ENTRY: usize = 8;

// @ts-ignore: decorator
@inline
function append(list: usize, counts: usize, at: usize, stride: usize, offset: u32, value: f32): void {
  const n = load<u32>(counts + (at << 2));
  const e = list + at * stride + <usize>n * ENTRY;
  store<u32>(e, offset);
  store<f32>(e, value, 4);
  store<u32>(counts + (at << 2), n + 1);
}

/**
 * Entries (feature * 4, value) of the nonzero inputs of `lanes` examples of `features` bytes (rows of `rowBytes`,
 * a multiple of 8, zero padded), lane after lane; `starts` [lanes + 1] are byte offsets from `entries`. `table`
 * maps a byte to its f32 input; table[0] must be 0. When featureList is not 0, also per feature the entries
 * (<u32>lane * gradientRow, value), `featureStride` bytes apart, counted in featureCounts [features].
 */
export function input_entries_u8(
  bytes: usize, rowBytes: usize, lanes: u32, features: u32, table: usize, entries: usize, starts: usize,
  featureList: usize, featureCounts: usize, featureStride: usize, gradientRow: u32,
): void {
  if (featureList) memory.fill(featureCounts, 0, <usize>features << 2);
  let e = entries;
  store<u32>(starts, 0);
  for (let lane: u32 = 0; lane < lanes; lane++) {
    for (let k0: u32 = 0; k0 < features; k0 += 8) {
      let eight = load<u64>(bytes + k0);
      let k = k0;
      while (eight) {
        const skip = <u32>ctz(eight) >> 3;
        k += skip;
        eight >>= <u64>(skip << 3);
        const value = load<f32>(table + ((<usize>eight & 255) << 2));
        store<u32>(e, k << 2);
        store<f32>(e, value, 4);
        e += ENTRY;
        if (featureList) append(featureList, featureCounts, k, featureStride, <u32>lane * gradientRow, value);
        eight >>= 8;
        k++;
      }
    }
    bytes += rowBytes;
    store<u32>(starts + (<usize>(lane + 1) << 2), <u32>(e - entries));
  }
}

/** The same from f32 inputs: those that are exactly 0 are left out. */
export function input_entries_f32(
  inputs: usize, rowBytes: usize, lanes: u32, features: u32, entries: usize, starts: usize,
  featureList: usize, featureCounts: usize, featureStride: usize, gradientRow: u32,
): void {
  if (featureList) memory.fill(featureCounts, 0, <usize>features << 2);
  let e = entries;
  store<u32>(starts, 0);
  for (let lane: u32 = 0; lane < lanes; lane++) {
    for (let k: u32 = 0; k < features; k++) {
      const value = load<f32>(inputs + (<usize>k << 2));
      if (value == 0) continue;
      store<u32>(e, k << 2);
      store<f32>(e, value, 4);
      e += ENTRY;
      if (featureList) append(featureList, featureCounts, k, featureStride, <u32>lane * gradientRow, value);
    }
    inputs += rowBytes;
    store<u32>(starts + (<usize>(lane + 1) << 2), <u32>(e - entries));
  }
}
