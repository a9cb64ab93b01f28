import type { DataOf, Dtype } from './dtype.ts';
import { missingTensor, wrongDtype } from './errors.ts';

/** Elements in row-major order; `data.length` is the product of `shape` (1 for a scalar `[]`). */
export interface TensorOf<D extends Dtype> {
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly data: DataOf<D>;
}

export type Tensor = { [D in Dtype]: TensorOf<D> }[Dtype];

/**
 * The tensor of that name and element type.
 *
 * Throws where the name is absent (lists the names that exist) or the type differs.
 */
export function tensorOf<D extends Dtype>(
  tensors: ReadonlyMap<string, Tensor>,
  name: string,
  dtype: D,
): TensorOf<D> {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw missingTensor(name, [...tensors.keys()]);
  if (tensor.dtype !== dtype) throw wrongDtype(name, tensor.dtype, dtype);
  return tensor as unknown as TensorOf<D>;
}
