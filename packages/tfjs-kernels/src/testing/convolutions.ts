import { backend_util } from '@tensorflow/tfjs';
import type { Values } from './backends.ts';
import { Draw } from './draw.ts';

export type Pad = 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];

/** A convolution of random sizes, strides and padding that has an output; channels last. */
export interface Drawn {
  /** Says how to make it again. */
  readonly what: string;
  readonly image: Values;
  readonly filter: Values;
  readonly strides: [number, number];
  readonly dilations: [number, number];
  readonly pad: Pad;
  readonly outShape: number[];
  /** Numbers in the longest sum of the output and of both gradients. */
  readonly terms: number;
}

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function drawPad(d: Draw): Pad {
  const side = (): [number, number] => [d.whole(0, 3), d.whole(0, 3)];
  return d.of<() => Pad>([
    () => 'same',
    () => 'valid',
    () => d.whole(0, 3),
    () => [[0, 0], side(), side(), [0, 0]],
  ])();
}

/** One per seed. Dilated ones, of which TensorFlow.js has no gradients, have strides 1. */
export function drawConvolution(
  seed: number,
  { depthwise = false, dilated = false }: { depthwise?: boolean; dilated?: boolean } = {},
): Drawn {
  const d = new Draw(seed);
  for (;;) {
    const [height, width] = [d.whole(1, 5), d.whole(1, 5)];
    const strides: [number, number] = dilated ? [1, 1] : [d.whole(1, 3), d.whole(1, 3)];
    const dilations: [number, number] = dilated ? [d.whole(1, 3), d.whole(1, 3)] : [1, 1];
    const channels = d.of([1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 33]);
    const outputs = depthwise ? d.whole(1, 3) : d.of([1, 2, 4, 7, 8, 9, 15, 16, 17, 24]);
    const pad = drawPad(d);
    const imageShape = [d.whole(1, 4), d.whole(1, 13), d.whole(1, 13), channels] as const;
    const filterShape = [height, width, channels, outputs] as const;
    if (height * width === 1 && pad !== 'same' && pad !== 'valid' && pad !== 0) continue;
    const reach = [1 + (height - 1) * dilations[0], 1 + (width - 1) * dilations[1]] as const;
    if (pad !== 'same' && (reach[0] > imageShape[1] || reach[1] > imageShape[2])) continue;
    const { outShape } = backend_util.computeConv2DInfo(
      [...imageShape],
      [...filterShape],
      strides,
      dilations,
      pad as 'same',
      undefined,
      depthwise,
    );
    const shapes = `image ${imageShape.join('x')}, filter ${filterShape.join('x')}`;
    return {
      what: `seed ${seed}: ${shapes}, strides ${strides.join()}, dilations ${dilations.join()}, pad ${JSON.stringify(pad)}`,
      image: { shape: imageShape, values: d.floats(product(imageShape)) },
      filter: { shape: filterShape, values: d.floats(product(filterShape)) },
      strides,
      dilations,
      pad,
      outShape,
      terms: Math.max(product(filterShape), product(outShape.slice(0, 3))),
    };
  }
}

/** Factors for an output, so that its gradient is not the same everywhere. */
export function factors(seed: number, shape: readonly number[]): Values {
  return { shape, values: new Draw(seed + 100_000).floats(product(shape)) };
}
