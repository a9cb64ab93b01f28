import type { DropoutLayer } from '@sweepstake/graph';
import type { Images } from '../images.ts';
import { image, type Context, type Gradients, type StepNode, type Value } from './context.ts';

const sizesOf = ({ channels, rows, run }: Images): [number, number, number] => [
  channels,
  rows,
  run,
];

/** y = a + b, then ReLU where it belongs to the step. */
export class AddNode implements StepNode {
  readonly blocks = [];
  readonly #context: Context;
  readonly #operands: readonly [Value, Value];
  readonly #y: Value;
  readonly #relu: boolean;

  constructor(context: Context, operands: readonly [Value, Value], y: Value, relu: boolean) {
    this.#context = context;
    this.#operands = operands;
    this.#y = y;
    this.#relu = relu;
  }

  forward(): void {
    const { recorder } = this.#context;
    const [a, b] = this.#operands;
    const y = this.#y.images;
    recorder.panelwise(y, (p) => {
      const views = [...image(y, p), ...image(a.images, p), ...image(b.images, p)] as const;
      recorder.kernels.images_add(...views, ...sizesOf(y), this.#relu ? 1 : 0);
    });
  }

  backward(gradients: Gradients): void {
    for (const operand of this.#operands)
      passOn(this.#context, gradients, operand, this.#y, this.#relu);
  }
}

/** y = max(x, 0). */
export class ReluNode implements StepNode {
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
    const y = this.#y.images;
    recorder.panelwise(y, (p) => {
      recorder.kernels.images_relu(...image(y, p), ...image(this.#x.images, p), ...sizesOf(y));
    });
  }

  backward(gradients: Gradients): void {
    passOn(this.#context, gradients, this.#x, this.#y, true);
  }
}

/** The gradient of y for x, unchanged but for y's ReLU. */
function passOn(
  { recorder }: Context,
  gradients: Gradients,
  x: Value,
  y: Value,
  relu: boolean,
): void {
  const dy = y.gradient;
  if (dy === null) return;
  const gate = relu ? y.images : null;
  gradients.give(x, { gate: false, add: true }, (to, _, add) => {
    recorder.panelwise(to, (p) => {
      const views = [...image(to, p), ...image(dy, p), ...image(gate, p)] as const;
      recorder.kernels.images_gate(...views, ...sizesOf(to), add ? 1 : 0);
    });
  });
}

/** y = x times a mask of 0 and 1 / (1 - rate) in training, y = x in evaluation. */
export class DropoutNode implements StepNode {
  readonly blocks = [];
  readonly layer: DropoutLayer;
  /** The mask, laid out as x; written before every training pass. */
  readonly mask: Images;
  readonly #context: Context;
  readonly #x: Value;
  readonly #y: Value;

  constructor(
    context: Context,
    layer: DropoutLayer,
    [x, y]: readonly [Value, Value],
    mask: Images,
  ) {
    this.#context = context;
    this.layer = layer;
    this.#x = x;
    this.#y = y;
    this.mask = mask;
  }

  forward(phase: 'training' | 'evaluation'): void {
    const { recorder } = this.#context;
    const { kernels } = recorder;
    const x = this.#x.images;
    const y = this.#y.images;
    recorder.panelwise(y, (p) => {
      const views = [...image(y, p), ...image(x, p)] as const;
      if (phase === 'training') {
        kernels.images_scale(...views, ...image(this.mask, p), ...sizesOf(y));
      } else kernels.images_gate(...views, 0, 0, 0, ...sizesOf(y), 0);
    });
  }

  backward(gradients: Gradients): void {
    const { recorder } = this.#context;
    const dy = this.#y.gradient;
    if (dy === null) return;
    gradients.give(this.#x, { gate: false, add: false }, (to) => {
      recorder.panelwise(to, (p) => {
        const views = [...image(to, p), ...image(dy, p), ...image(this.mask, p)] as const;
        recorder.kernels.images_scale(...views, ...sizesOf(to));
      });
    });
  }
}
