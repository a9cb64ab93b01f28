import { lenet300100 } from '@sweepstake/models';
import { ADAM, type Batch } from '@sweepstake/training';
// The engine's own parts, below its public face: the form of a layer is chosen here, not by the plan.
import { Arena } from '../../packages/engine/src/arena.ts';
import { chainOf } from '../../packages/engine/src/chain.ts';
import { InputSpace } from '../../packages/engine/src/input-space.ts';
import { loadKernels, type Flavour } from '../../packages/engine/src/kernels/load.ts';
import { HiddenLayer } from '../../packages/engine/src/layers/hidden-layer.ts';
import { InputLayer } from '../../packages/engine/src/layers/input-layer.ts';
import { loadLayer, type Survivors } from '../../packages/engine/src/layers/layer.ts';
import { OptimizerStep } from '../../packages/engine/src/optimizer-step.ts';
import { placePanels } from '../../packages/engine/src/panels.ts';
import { EVALUATION, panelling, type Form } from '../../packages/engine/src/plan.ts';
import { BATCH } from './data.ts';
import { LEARNING_RATE } from './tickets.ts';
import { timeCall } from './time-call.ts';

/** Seconds per call; a training step makes one of each but the last. */
export interface LayerTimes {
  /** The part of the first layer's forward pass that gathers and lays out the batch; 0 for others. */
  readonly layout: number;
  readonly forward: number;
  readonly weightGradient: number;
  /** 0 for the first layer. */
  readonly inputGradient: number;
  readonly adam: number;
  /** Forward over one evaluation batch of 64. */
  readonly evaluation: number;
}

export interface LayerCase {
  /** 0, 1, 2: fc1, fc2, fc3 of LeNet-300-100. */
  readonly layer: number;
  readonly form: Form;
  readonly flavour: Flavour;
  readonly mask: Uint8Array | null;
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly batches: readonly Batch[];
  readonly repeats: number;
}

const LINKS = chainOf(lenet300100()).links;

/** One layer by itself, in the form asked for, on real examples (first layer) or on half-zero activations. */
export function layerTimes(of: LayerCase): LayerTimes {
  const link = LINKS[of.layer];
  if (link === undefined) throw new Error(`LeNet has no layer ${of.layer}`);
  const arena = new Arena();
  const kernels = loadKernels(of.flavour, arena.memory);
  const shape = panelling(BATCH);
  const context = { arena, kernels, slots: 2, training: shape, evaluation: EVALUATION };
  const survivors: Survivors = { mask: of.mask, frozen: undefined, form: of.form };
  const y = placePanels(arena, link.out, shape);
  const dy = placePanels(arena, link.out, shape);
  const x = placePanels(arena, link.in, shape);
  const dx = placePanels(arena, link.in, shape);
  const ye = placePanels(arena, link.out, EVALUATION);
  const xe = placePanels(arena, link.in, EVALUATION);
  const input = of.layer === 0 ? new InputLayer(context, link, survivors) : null;
  const hidden = of.layer === 0 ? null : new HiddenLayer(context, link, survivors);
  const space = new InputSpace(arena, kernels, link.in, link.out, shape, true);
  const evaluationSpace = new InputSpace(arena, kernels, link.in, link.out, EVALUATION, false);
  const layer = (input ?? hidden) as InputLayer | HiddenLayer;
  loadLayer(layer, of.weights, survivors);
  [x, xe, dy].forEach(({ at, panels, panelBytes }, which) => {
    const floats = arena.floats(at, (panels * panelBytes) / 4);
    // Half zeros, as after a ReLU; gradients are small and of both signs.
    for (let i = 0; i < floats.length; i++) {
      floats[i] = which === 2 ? (i % 11) * 1e-4 - 5e-4 : Math.max(0, (i % 7) / 7 - 0.45);
    }
  });
  const blocks = [layer.weight, layer.bias];
  const optimizer = new OptimizerStep(ADAM, kernels);
  const time = (call: (i: number) => void): number => timeCall(call, of.repeats);
  const { batches } = of;
  const fill = (to: InputSpace, i: number): void => {
    const { examples, indices } = batches[i % batches.length] as Batch;
    to.load(examples, indices, 0, BATCH);
  };
  const used = arena.place(link.in * 4);
  const features = arena.words(used, link.in);
  for (let k = 0; k < link.in; k++) {
    for (let o = 0; o < link.out && features[k] === 0; o++) {
      features[k] = of.mask === null ? 1 : (of.mask[o * link.in + k] ?? 0);
    }
  }
  const layout = (i: number): void => {
    fill(space, i);
    if (of.form === 'dense') space.list(true);
    else space.fill(used);
  };
  return {
    layout: input === null ? 0 : time(layout),
    forward: time((i) => {
      if (input === null) return hidden?.forward(y, x, 'training');
      fill(space, i);
      return input.forward(y, space, 'training');
    }),
    weightGradient: time(() => {
      if (input === null) hidden?.weightGradient(dy, x);
      else input.weightGradient(dy, space);
    }),
    inputGradient: hidden === null ? 0 : time(() => hidden.inputGradient(dx, dy, x, true)),
    adam: time(() => optimizer.apply(blocks, LEARNING_RATE * 1e-6)),
    evaluation: time((i) => {
      if (input === null) return hidden?.forward(ye, xe, 'evaluation');
      fill(evaluationSpace, i);
      return input.forward(ye, evaluationSpace, 'evaluation');
    }),
  };
}
