import { placeImages, type Images } from '../images.ts';
import { image, type Context, type Gradients, type StepNode, type Value } from './context.ts';
import { toFeatures, toImages } from './flatten-node.ts';
import type { Step } from './steps.ts';

/** Largest or mean value of windows. */
export class PoolNode implements StepNode {
  readonly blocks = [];
  readonly #context: Context;
  readonly #step: Extract<Step, { kind: 'pool' }>;
  readonly #x: Value;
  readonly #y: Value;

  constructor(
    context: Context,
    step: Extract<Step, { kind: 'pool' }>,
    [x, y]: readonly [Value, Value],
  ) {
    this.#context = context;
    this.#step = step;
    this.#x = x;
    this.#y = y;
  }

  forward(): void {
    const { recorder } = this.#context;
    const { kernels } = recorder;
    const { kind, size } = this.#step.layer;
    const x = this.#x.images;
    const y = this.#y.images;
    const pool = kind === 'max-pool' ? kernels.max_pool_forward : kernels.average_pool_forward;
    recorder.panelwise(x, (p) => {
      pool(...image(y, p), ...image(x, p), x.channels, x.rows, x.columns, x.vectors, size);
    });
  }

  backward(gradients: Gradients): void {
    const { recorder } = this.#context;
    const { kernels } = recorder;
    const { kind, size } = this.#step.layer;
    const x = this.#x.images;
    const y = this.#y.images;
    const dy = this.#y.gradient;
    if (dy === null) return;
    const max = kind === 'max-pool';
    gradients.give(this.#x, { gate: max, add: false }, (to, gate) => {
      recorder.panelwise(x, (p) => {
        const sizes = [x.channels, x.rows, x.columns, x.vectors, size] as const;
        if (!max) kernels.average_pool_backward(...image(to, p), ...image(dy, p), ...sizes);
        else {
          const views = [...image(to, p), ...image(x, p), ...image(y, p), ...image(dy, p)] as const;
          kernels.max_pool_backward(...views, ...sizes, gate === null ? 0 : 1);
        }
      });
    });
  }
}

/** Mean over all positions of each channel, `[channels, h, w] -> [channels]`. */
export class GlobalPoolNode implements StepNode {
  readonly blocks = [];
  readonly #context: Context;
  readonly #x: Value;
  readonly #y: Value;
  /** The means and their gradients in the panels of images. */
  readonly #means: Images;

  constructor(context: Context, [x, y]: readonly [Value, Value]) {
    this.#context = context;
    this.#x = x;
    this.#y = y;
    this.#means = placeImages(context.arena, [x.images.channels, 1, 1], 0, context.cut);
  }

  forward(): void {
    const { recorder } = this.#context;
    const x = this.#x.images;
    recorder.panelwise(x, (p) => {
      const [to] = image(this.#means, p);
      const sizes = [x.channels, x.rows, x.columns, x.vectors] as const;
      recorder.kernels.global_average_forward(to, ...image(x, p), ...sizes);
      toFeatures(recorder.kernels, this.#y.images, this.#means, p);
    });
  }

  backward(gradients: Gradients): void {
    const { recorder } = this.#context;
    const dy = this.#y.gradient;
    if (dy === null) return;
    gradients.give(this.#x, { gate: false, add: false }, (to) => {
      recorder.panelwise(to, (p) => {
        toImages(recorder.kernels, this.#means, null, dy, p);
        const [from] = image(this.#means, p);
        const sizes = [to.channels, to.rows, to.columns, to.vectors] as const;
        recorder.kernels.global_average_backward(...image(to, p), from, ...sizes);
      });
    });
  }
}
