import { asPanels } from '../images.ts';
import { HiddenLayer } from '../layers/hidden-layer.ts';
import type { Survivors } from '../layers/layer.ts';
import type { Block } from '../block.ts';
import type { Context, Gradients, StepNode, Value } from './context.ts';
import type { Step } from './steps.ts';

/** A dense layer, by the kernels of fully connected networks. */
export class DenseNode implements StepNode {
  readonly layer: HiddenLayer;
  readonly #context: Context;
  readonly #x: Value;
  readonly #y: Value;

  constructor(
    context: Context,
    step: Extract<Step, { kind: 'dense' }>,
    [x, y]: readonly [Value, Value],
    survivors: Survivors,
  ) {
    const { arena, recorder, slots, featureCut } = context;
    const { layer, relu } = step;
    this.#context = context;
    this.#x = x;
    this.#y = y;
    const building = {
      arena,
      kernels: recorder.kernels,
      slots,
      training: featureCut,
      evaluation: featureCut,
    };
    const link = {
      name: layer.name,
      in: layer.in,
      out: layer.out,
      weight: layer.weight.name,
      bias: layer.bias?.name ?? null,
      relu,
    };
    this.layer = new HiddenLayer(building, link, survivors);
  }

  get blocks(): readonly Block[] {
    return [this.layer.weight, this.layer.bias];
  }

  forward(): void {
    this.#context.recorder.spread(() => {
      this.layer.forward(asPanels(this.#y.images), asPanels(this.#x.images), 'training');
    });
  }

  backward(gradients: Gradients): void {
    const { recorder } = this.#context;
    if (this.#y.gradient === null) return;
    const dy = asPanels(this.#y.gradient);
    const x = asPanels(this.#x.images);
    const weights = (): void => this.layer.weightGradient(dy, x);
    if (this.#x.gradient === null) {
      recorder.phase([weights]);
      return;
    }
    gradients.give(this.#x, { gate: true, add: false }, (to, gate) => {
      // One task: the sparse form first puts its weights into the order of this product.
      recorder.phase([weights, () => this.layer.inputGradient(asPanels(to), dy, x, gate !== null)]);
    });
  }
}
