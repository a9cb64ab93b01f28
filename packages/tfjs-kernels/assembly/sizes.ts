// Sizes of blocks, apart from the files that export kernels: an inlined constant cannot be exported from a module.

/** Rows and columns of a tile. */
// @ts-ignore: decorator
@inline
export const MR: u32 = 4;
// @ts-ignore: decorator
@inline
export const NR: u32 = 8;

/** Rows, products and columns per block: a block of the right operand stays in the second-level cache. */
// @ts-ignore: decorator
@inline
export const MC: u32 = 64;
// @ts-ignore: decorator
@inline
export const KC: u32 = 256;
// @ts-ignore: decorator
@inline
export const NC: u32 = 256;

/** Bytes for a packed block of the left operand and for one tile. */
// @ts-ignore: decorator
@inline
export const LEFT_BYTES: usize = MC * KC * 4 + 128;
