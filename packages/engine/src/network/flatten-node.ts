import type { Images } from '../images.ts';
import type { Kernels } from '../kernels/kernels.generated.ts';
import { image, type Context, type Gradients, type StepNode, type Value } from './context.ts';

/** Records the copy of one panel of images to the panels of features. */
export function toFeatures(kernels: Kernels, to: Images, from: Images, panel: number): void {
  kernels.repanel_features(
    to.at,
    to.panelBytes,
    to.panels,
    to.vectors,
    ...image(from, panel),
    from.channels,
    from.rows,
    from.columns,
    from.vectors,
    panel,
  );
}

/** The reverse: all positions of one panel of images from the panels of features, gated. */
export function toImages(
  kernels: Kernels,
  to: Images,
  gate: Images | null,
  from: Images,
  panel: number,
): void {
  kernels.repanel_images(
    ...image(to, panel),
    ...image(gate, panel),
    from.at,
    from.panelBytes,
    from.panels,
    from.vectors,
    to.channels,
    to.rows,
    to.columns,
    to.vectors,
    panel,
  );
}

/** `[channels, h, w] -> [features]`, and from the panels of images to those of features. */
export class FlattenNode implements StepNode {
  readonly blocks = [];
  readonly #context: Context;
  readonly #x: Value;
  readonly #y: Value;

  constructor(context: Context, [x, y]: readonly [Value, Value]) {
    this.#context = context;
    this.#x = x;
    this.#y = y;
  }

  forward(): void {
    const { recorder } = this.#context;
    const x = this.#x.images;
    const copy = (p: number): void => toFeatures(recorder.kernels, this.#y.images, x, p);
    recorder.panelwise(x, copy);
  }

  backward(gradients: Gradients): void {
    const { recorder } = this.#context;
    const dy = this.#y.gradient;
    if (dy === null) return;
    gradients.give(this.#x, { gate: true, add: false }, (to, gate) => {
      recorder.panelwise(to, (p) => toImages(recorder.kernels, to, gate, dy, p));
    });
  }
}
