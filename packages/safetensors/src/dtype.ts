/** The element types this package reads and writes, by their names in a safetensors header. */
export const DTYPES = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  U8: Uint8Array,
} as const;

export type Dtype = keyof typeof DTYPES;

export type DataOf<D extends Dtype> = InstanceType<(typeof DTYPES)[D]>;

/** True for the four names in `DTYPES`. */
export const isDtype = (value: unknown): value is Dtype =>
  typeof value === 'string' && Object.hasOwn(DTYPES, value);

/** Bytes of one element. */
export const bytesPerElement = (dtype: Dtype): number => DTYPES[dtype].BYTES_PER_ELEMENT;
