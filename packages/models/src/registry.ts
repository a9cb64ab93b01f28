import type { Network } from '@sweepstake/graph';
import { unknownModel } from './errors.ts';
import { addedModel } from './added-models.ts';
import { lenet300100 } from './lenet.ts';
import { mlp } from './mlp.ts';
import { convN, resnetCifar, vggCifar } from './paper.ts';
import { nameOfVariant, parseVariant, SUFFIXES } from './variant.ts';
import type { Suffix, Variant, WidthVariant } from './variant.ts';

/** The zoo: every network that has a name of its own. */
export const MODELS = {
  'lenet-300-100': () => lenet300100(),
  'conv-2': (variant?: Variant) => convN(2, variant),
  'conv-4': (variant?: Variant) => convN(4, variant),
  'conv-6': (variant?: Variant) => convN(6, variant),
  'resnet-18': ({ name, width }: WidthVariant = {}) =>
    resnetCifar(20, { width, name: nameOfVariant('resnet-18', { name, width }) }),
  'vgg-11': (variant?: WidthVariant) => vggCifar(11, variant),
  'vgg-13': (variant?: WidthVariant) => vggCifar(13, variant),
  'vgg-16': (variant?: WidthVariant) => vggCifar(16, variant),
  'vgg-19': (variant?: WidthVariant) => vggCifar(19, variant),
} as const satisfies Record<string, (variant?: Variant) => Network>;

/** Names that `modelByName` knows besides the ones that spell out their sizes, in zoo order. */
export const modelNames: readonly string[] = Object.keys(MODELS);

const EXAMPLES = ['lenet-50-17', 'mlp-784-300-100-10', 'resnet-cifar-20', 'resnet-cifar-56'];
const SIZED = /^(mlp|lenet)((?:-[1-9][0-9]*)+)$/;
const RESNET = /^resnet-cifar-([1-9][0-9]{0,14})$/;

function suffixesOf(base: string): readonly Suffix[] {
  if (base.startsWith('conv-')) return SUFFIXES;
  return base.startsWith('resnet-') || base.startsWith('vgg-') ? ['w'] : [];
}

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
 *     name   = zoo name [narrow] [drop] | "resnet-cifar-" depth [narrow]
 *            | "mlp-" size "-" size {"-" size} | "lenet-" width {"-" width}
 *     narrow = "/w" factor: channels and hidden widths times the factor, rounded half up, at least
 *              1 (conv, resnet and vgg)
 *     drop   = "/dropout" rate: after each of the hidden dense layers (conv)
 *     depth  = 6n + 2 layers, n residual blocks in each of three stages
 *     size   = whole number above 0 without leading zeros: inputs, hidden widths, classes
 *     width  = the same: hidden widths between the 784 pixels and the ten classes of MNIST
 *
 * so `mlp-784-50-17-10` and `lenet-50-17` have the same layers, as have `resnet-18`, the paper's, and
 * `resnet-cifar-20`; each keeps the name it was asked by.
 * `<name>@<hash>` is a network that `addModel` took.
 *
 * Throws `SWEEPSTAKE_MODELS_UNKNOWN_MODEL` with the nearest valid names for anything else,
 * `SWEEPSTAKE_MODELS_NOT_LOADED` for a hash that nobody added here, and as `parseVariant` and
 * `resnetCifar` do.
 */
export function modelByName(name: string): Network {
  if (name.includes('@')) return addedModel(name);
  const [base] = name.split('/') as [string];
  const build = Object.hasOwn(MODELS, base) ? MODELS[base as keyof typeof MODELS] : null;
  const depth = RESNET.exec(base)?.[1];
  const sizes = sizesOf(base);
  if (build === null && depth === undefined && sizes === null) {
    throw unknownModel(name, base, [...modelNames, ...EXAMPLES]);
  }
  const variant = parseVariant(name, suffixesOf(base));
  if (build !== null) return build(variant);
  return sizes === null ? resnetCifar(Number(depth), variant) : mlp({ name, sizes });
}
