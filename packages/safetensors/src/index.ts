export { decode } from './decode.ts';
export type { Decoded } from './decode.ts';
export { encode } from './encode.ts';
export { packBits, unpackBits } from './bits.ts';
export { tensorOf } from './tensor.ts';
export type { Tensor, TensorOf } from './tensor.ts';
export { DTYPES } from './dtype.ts';
export type { DataOf, Dtype } from './dtype.ts';
export { elementCount } from './shape.ts';
