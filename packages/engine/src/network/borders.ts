import { shapesOf, type Network } from '@sweepstake/graph';
import { gradientBorder, windowOf } from './geometry.ts';
import type { Step } from './steps.ts';

/** Zero rows and columns around a value and around its gradient. */
export interface Borders {
  readonly image: number;
  readonly gradient: number;
}

/** What the convolutions on either side of each value need. */
export function bordersOf(network: Network, steps: readonly Step[]): Map<string, Borders> {
  const shapes = shapesOf(network);
  const borders = new Map<string, Borders>();
  const raise = (name: string, which: keyof Borders, to: number): void => {
    const old = borders.get(name) ?? { image: 0, gradient: 0 };
    borders.set(name, { ...old, [which]: Math.max(old[which], to) });
  };
  for (const step of steps) {
    if (step.kind !== 'convolution') continue;
    const { stride, padding } = step.layer;
    if (stride === 1) raise(step.input, 'image', padding);
    const [, h = 1, w = 1] = shapes.get(step.input)!;
    const [, oh = 1, ow = 1] = shapes.get(step.layer.name)!;
    raise(step.output, 'gradient', gradientBorder(windowOf(step.layer), [h, w], [oh, ow]));
  }
  return borders;
}
