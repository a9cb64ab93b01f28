import type { Network } from '@sweepstake/graph';
import { unknownModel } from './errors.ts';
import { lenet300100 } from './lenet.ts';
import { mlp } from './mlp.ts';

/** The zoo: every network that has a name of its own. */
export const MODELS = {
  'lenet-300-100': lenet300100,
} as const satisfies Record<string, () => Network>;

/** Names that `modelByName` knows besides the ones that spell out their sizes, in zoo order. */
export const modelNames: readonly string[] = Object.keys(MODELS);

const SIZED = /^(mlp|lenet)((?:-[1-9][0-9]*)+)$/;

function sizesOf(name: string): number[] | null {
  const match = SIZED.exec(name);
  if (match === null) return null;
  const sizes = match[2]!.slice(1).split('-').map(Number);
  const all = match[1] === 'lenet' ? [784, ...sizes, 10] : sizes;
  return all.length < 2 || !all.every(Number.isSafeInteger) ? null : all;
}

/**
 * The network of this name:
 *
 *     name   = zoo name | "mlp-" size "-" size {"-" size} | "lenet-" width {"-" width}
 *     size   = whole number above 0 without leading zeros: inputs, hidden widths, classes
 *     width  = the same: hidden widths between the 784 pixels and the ten classes of MNIST
 *
 * so `mlp-784-50-17-10` and `lenet-50-17` have the same layers; each keeps the name it was asked by.
 * Throws `SWEEPSTAKE_MODELS_UNKNOWN_MODEL` with the nearest valid names for anything else.
 */
export function modelByName(name: string): Network {
  if (Object.hasOwn(MODELS, name)) return MODELS[name as keyof typeof MODELS]();
  const sizes = sizesOf(name);
  if (sizes === null)
    throw unknownModel(name, [...modelNames, 'lenet-50-17', 'mlp-784-300-100-10']);
  return mlp({ name, sizes });
}
