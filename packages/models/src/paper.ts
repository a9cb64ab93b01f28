import type { Network } from '@sweepstake/graph';
import { conv } from './conv.ts';
import { badDepth } from './errors.ts';
import { resnet } from './resnet.ts';
import { nameOfVariant, narrowing } from './variant.ts';
import type { Variant, WidthVariant } from './variant.ts';
import { vgg } from './vgg.ts';

/** Channels of the convolutions of each module: Conv-2 has the first, Conv-6 all three. */
const MODULES = [
  [64, 64],
  [128, 128],
  [256, 256],
];

/** Convolutions per group; Simonyan & Zisserman 2015, table 1, columns A, B, D and E. */
const GROUPS = {
  11: [1, 1, 2, 2, 2],
  13: [2, 2, 2, 2, 2],
  16: [2, 2, 3, 3, 3],
  19: [2, 2, 4, 4, 4],
} as const;

const GROUP_WIDTHS = [64, 128, 256, 512, 512];

/** He et al. 2016, section 4.2, train up to 1,202 layers. */
const DEEPEST = 1202;

/** Conv-2, Conv-4 or Conv-6 for CIFAR-10 (paper, figure 2), narrowed and with dropout as asked. */
export function convN(convolutions: 2 | 4 | 6, variant: Variant = {}): Network {
  const name = nameOfVariant(`conv-${convolutions}`, variant);
  const narrow = narrowing(name, variant);
  const stages = MODULES.slice(0, convolutions / 2).map((module) => module.map(narrow));
  return conv({ name, stages, fc: [256, 256].map(narrow), dropout: variant.dropout });
}

/**
 * The CIFAR-10 residual network of 6n + 2 layers with n blocks per stage (He et al. 2016, section
 * 4.2), widths 16, 32, 64. The paper's Resnet-18 is depth 20. Throws `SWEEPSTAKE_MODELS_DEPTH` for
 * other depths and above 1,202.
 */
export function resnetCifar(depth: number, { name: own, width }: WidthVariant = {}): Network {
  const name = nameOfVariant(`resnet-cifar-${depth}`, { name: own, width });
  const blocks = (depth - 2) / 6;
  if (!Number.isSafeInteger(blocks) || blocks < 1 || depth > DEEPEST) {
    const below = 6 * Math.max(1, Math.min((DEEPEST - 2) / 6, Math.floor(blocks))) + 2;
    throw badDepth(
      name,
      depth,
      DEEPEST,
      depth < 8 || depth > DEEPEST ? [below] : [below, below + 6],
    );
  }
  return resnet({ name, widths: [16, 32, 64].map(narrowing(name, { width })), blocks });
}

/** VGG of this depth for CIFAR-10 (paper, appendix I.2): max pools after the first four groups. */
export function vggCifar(
  depth: keyof typeof GROUPS,
  { name: own, width }: WidthVariant = {},
): Network {
  const name = nameOfVariant(`vgg-${depth}`, { name: own, width });
  const narrow = narrowing(name, { width });
  const layers = GROUPS[depth].flatMap((count, group): (number | 'M')[] => {
    const width = narrow(GROUP_WIDTHS[group]!);
    const convolutions = Array.from({ length: count }, () => width);
    return group < 4 ? [...convolutions, 'M'] : convolutions;
  });
  return vgg({ name, layers });
}
