import type { Masks, Optimizer, Tensors } from '@sweepstake/training';
import { Arena } from './arena.ts';
import type { Block } from './block.ts';
import type { Chain } from './chain.ts';
import { InputSpace } from './input-space.ts';
import type { Kernels } from './kernels/kernels.generated.ts';
import { loadKernels, type Flavour } from './kernels/load.ts';
import { HiddenLayer } from './layers/hidden-layer.ts';
import { InputLayer } from './layers/input-layer.ts';
import { loadLayer, type LayerContext, type Survivors } from './layers/layer.ts';
import { slotNames } from './optimizer-step.ts';
import { placePanels, type Panels } from './panels.ts';
import { EVALUATION, formOf, panelling, type Panelling } from './plan.ts';

/** Buffers for one batch size: inputs, every layer's outputs, and the head's per-example results. */
export interface Space {
  readonly input: InputSpace;
  readonly lanes: number;
  readonly outputs: readonly Panels[];
  readonly gradients: readonly Panels[];
  readonly targets: number;
  readonly losses: number;
  readonly correct: number;
}

export interface TrainerOptions {
  readonly chain: Chain;
  readonly batch: number;
  readonly optimizer: Optimizer;
  readonly flavour: Flavour;
  readonly masks: Masks | null;
  readonly frozen: Tensors | undefined;
}

/** Everything placed in memory for one network under one set of masks; the session drives it. */
export class Trainer {
  readonly arena = new Arena();
  readonly kernels: Kernels;
  readonly layers: readonly [InputLayer, ...HiddenLayer[]];
  readonly training: Space;
  readonly evaluation: Space;
  readonly blocks: readonly Block[];
  readonly #survivors: readonly Survivors[];

  constructor({ chain, batch, optimizer, flavour, masks, frozen }: TrainerOptions) {
    const { arena } = this;
    this.kernels = loadKernels(flavour, arena.memory);
    const context: LayerContext = {
      arena,
      kernels: this.kernels,
      slots: slotNames(optimizer).length,
      training: panelling(batch),
      evaluation: EVALUATION,
    };
    this.#survivors = chain.links.map((link, i) => {
      const mask = masks?.get(link.weight) ?? null;
      const values = frozen?.get(link.weight);
      return survivorsIn(i === 0 ? 'input' : 'hidden', link.in * link.out, mask, values);
    });
    const survivors = (i: number): Survivors =>
      this.#survivors[i] ?? { mask: null, frozen: undefined, form: 'dense' };
    const [first, ...rest] = chain.links;
    if (first === undefined) throw new Error('unreachable: a chain has a layer');
    this.layers = [
      new InputLayer(context, first, survivors(0)),
      ...rest.map((link, i) => new HiddenLayer(context, link, survivors(i + 1))),
    ];
    this.blocks = this.layers.flatMap(({ weight, bias }) => [weight, bias]);
    this.training = this.#space(chain, context.training, true);
    this.evaluation = this.#space(chain, context.evaluation, false);
  }

  /** Sets weights, and empties every optimiser slot. */
  load(weights: Tensors): void {
    this.layers.forEach((layer, i) => {
      loadLayer(
        layer,
        weights,
        this.#survivors[i] ?? { mask: null, frozen: undefined, form: 'dense' },
      );
    });
    for (const { slots, length } of this.blocks) {
      for (const slot of slots) this.arena.floats(slot, length).fill(0);
    }
  }

  /** Outputs of the batch in `space.input`. */
  forward(space: Space, phase: 'training' | 'evaluation'): void {
    const [input, ...hidden] = this.layers;
    const [first] = space.outputs;
    if (first !== undefined) input.forward(first, space.input, phase);
    hidden.forEach((layer, i) => {
      const x = space.outputs[i];
      const y = space.outputs[i + 1];
      if (x !== undefined && y !== undefined) layer.forward(y, x, phase);
    });
  }

  /** Gradients of every block from the head's gradient (the last of `space.gradients`). */
  backward(space: Space): void {
    for (let i = this.layers.length - 1; i > 0; i--) {
      const layer = this.layers[i] as HiddenLayer;
      const below = this.layers[i - 1];
      const dy = space.gradients[i];
      const dx = space.gradients[i - 1];
      const x = space.outputs[i - 1];
      if (dy === undefined || dx === undefined || x === undefined) return;
      layer.weightGradient(dy, x);
      layer.inputGradient(dx, dy, x, below?.link.relu ?? false);
    }
    const [first] = space.gradients;
    if (first !== undefined) this.layers[0].weightGradient(first, space.input);
  }

  /** Loss and correctness per example; with `scale`, also the head's gradient times scale. */
  head(space: Space, scale: number | null): void {
    const logits = space.outputs.at(-1);
    const gradient = space.gradients.at(-1);
    const last = this.layers.at(-1);
    if (logits === undefined || last === undefined) return;
    const { vectors, panels, panelBytes, at } = logits;
    for (let p = 0; p < panels; p++) {
      const lanes = p * vectors * 16;
      const to = scale === null || gradient === undefined ? 0 : gradient.at + p * panelBytes;
      this.kernels.softmax_cross_entropy(
        at + p * panelBytes,
        space.targets + lanes,
        space.losses + lanes,
        space.correct + lanes,
        to,
        last.link.out,
        vectors,
        scale ?? 0,
      );
    }
  }

  #space(chain: Chain, shape: Panelling, gradients: boolean): Space {
    const { arena } = this;
    const lanes = shape.vectors * shape.panels * 4;
    const panels = (): Panels[] => chain.links.map(({ out }) => placePanels(arena, out, shape));
    const [input] = this.layers;
    return {
      input: new InputSpace(arena, this.kernels, chain.features, input.link.out, shape, gradients),
      lanes,
      outputs: panels(),
      gradients: gradients ? panels() : [],
      targets: arena.place(lanes * 4),
      losses: arena.place(lanes * 4),
      correct: arena.place(lanes * 4),
    };
  }
}

function survivorsIn(
  kind: 'input' | 'hidden',
  size: number,
  mask: Uint8Array | null,
  frozen: Float32Array | undefined,
): Survivors {
  if (mask === null) return { mask: null, frozen: undefined, form: 'dense' };
  let count = 0;
  for (const kept of mask) count += kept;
  if (count === size) return { mask: null, frozen: undefined, form: 'dense' };
  const takesPart = frozen?.some((v, i) => v !== 0 && mask[i] === 0) ?? false;
  return { mask, frozen, form: takesPart ? 'dense' : formOf(kind, count, size) };
}
