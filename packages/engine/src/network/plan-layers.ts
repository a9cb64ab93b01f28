import { elements, macsOf, positionsOf, shapesOf, type Network } from '@sweepstake/graph';
import { chainOf, isChain } from '../chain.ts';
import type { Cut } from '../images.ts';
import { formOf, panelling } from '../plan.ts';
import { cutOf } from './cut.ts';
import { windowOf } from './geometry.ts';
import { chainBytes, networkBytes } from './planned-bytes.ts';
import {
  bandOf,
  planConvolution,
  THRESHOLDS,
  type ConvolutionPlan,
  type Thresholds,
} from './plan-convolution.ts';
import { stepsOf } from './steps.ts';

/** How a layer with weights is computed, as people say it. */
export type LayerForm = 'dense direct' | 'dense winograd 2x2' | 'dense winograd 4x4' | 'sparse';

/** One layer with weights, and what it takes. */
export interface PlannedLayer {
  readonly name: string;
  /** Name of its weight. */
  readonly weight: string;
  readonly kind: 'dense' | 'convolution';
  readonly form: LayerForm;
  readonly weights: number;
  readonly survivors: number;
  /** Multiply-adds of one example's forward pass: of all weights, and of those that survive. */
  readonly macs: number;
  readonly survivingMacs: number;
  /** Weights with gradients, optimiser slots, masks and the orders that the products read them in; and biases. */
  readonly bytes: number;
  /** Panels of the batch that the layer works on, one after another. */
  readonly cut: Cut;
  /** Of a convolution, else null: channels of a block, and rows (of Winograd's method: tiles) that pass together. */
  readonly blocks: { readonly forward: number; readonly backward: number } | null;
  readonly band: number | null;
}

/** What the engine would do with a network under some masks. */
export interface NetworkPlan {
  readonly network: string;
  readonly batch: number;
  readonly layers: readonly PlannedLayer[];
  readonly weights: number;
  readonly survivors: number;
  readonly macs: number;
  readonly survivingMacs: number;
  /** Sum over the layers. */
  readonly layerBytes: number;
  /** Every value of the network and its gradient, for one batch. */
  readonly activationBytes: number;
  /** Normalisations, transformed weights of large layers, and what the kernels need while they run. */
  readonly otherBytes: number;
  readonly bytes: number;
}

export interface PlanOptions {
  /** Examples of a training step. */
  readonly batch: number;
  /** Optimiser slots per weight: 2 of Adam, 1 of momentum, 0 of plain gradient descent. */
  readonly slots: number;
  /** Default: the committed ones. Chains of dense layers always take those. */
  readonly thresholds?: Thresholds | undefined;
}

/** What a layer's bytes depend on besides its sizes. */
export interface PlannedForm {
  readonly survivors: number;
  readonly form: LayerForm;
  /** Of a convolution. */
  readonly plan: ConvolutionPlan | null;
}

/**
 * What runs how, and in how many bytes, for a training on one thread in which so many weights survive by weight name
 * (those without a number keep all): a pure function, and the one that sessions decide by. Which weights survive
 * changes no form. Throws SWEEPSTAKE_ENGINE_NOT_BUILT for a chain of dense layers that cannot be trained.
 */
export function planLayers(
  network: Network,
  survivors: ReadonlyMap<string, number>,
  options: PlanOptions,
): NetworkPlan {
  const forms = formsOf(network, survivors, options);
  const chain = isChain(network);
  const bytes = chain
    ? chainBytes(chainOf(network), forms, options)
    : networkBytes(network, forms, options);
  const cut = cutOf(network, options.batch);
  const featureCut = panelling(options.batch);
  const all = macsOf(network);
  const positions = positionsOf(network);
  const layers = network.layers.flatMap((layer): PlannedLayer[] => {
    if (layer.kind !== 'dense' && layer.kind !== 'convolution') return [];
    const { name } = layer.weight;
    const { plan, ...found } = forms.get(name)!;
    return [
      {
        name: layer.name,
        weight: name,
        kind: layer.kind,
        ...found,
        weights: elements(layer.weight.shape),
        macs: all.get(name)!,
        survivingMacs: found.survivors * positions.get(name)!,
        bytes: bytes.layers.get(name)!,
        cut: layer.kind === 'convolution' ? cut : featureCut,
        blocks: plan && {
          forward: plan.forward.channelsPerBlock,
          backward: plan.backward.channelsPerBlock,
        },
        band: plan && (plan.tile === null ? plan.band : bandOf(cut.vectors)),
      },
    ];
  });
  const sum = (of: (layer: PlannedLayer) => number): number =>
    layers.reduce((total, layer) => total + of(layer), 0);
  const layerBytes = sum((layer) => layer.bytes);
  const { activationBytes, otherBytes } = bytes;
  return {
    network: network.name,
    batch: options.batch,
    layers,
    weights: sum(({ weights }) => weights),
    survivors: sum((layer) => layer.survivors),
    macs: sum(({ macs }) => macs),
    survivingMacs: sum(({ survivingMacs }) => survivingMacs),
    layerBytes,
    activationBytes,
    otherBytes,
    bytes: layerBytes + activationBytes + otherBytes,
  };
}

/** The form of every layer with weights, by weight name. */
function formsOf(
  network: Network,
  survivors: ReadonlyMap<string, number>,
  { batch, thresholds = THRESHOLDS }: PlanOptions,
): Map<string, PlannedForm> {
  const forms = new Map<string, PlannedForm>();
  const left = (weight: string, size: number): number => survivors.get(weight) ?? size;
  if (isChain(network)) {
    chainOf(network).links.forEach(({ weight, in: inputs, out }, i) => {
      const kept = left(weight, inputs * out);
      const form = formOf(i === 0 ? 'input' : 'hidden', kept, inputs * out);
      forms.set(weight, { survivors: kept, form: peopleSay(form, null), plan: null });
    });
    return forms;
  }
  const shapes = shapesOf(network);
  const { vectors } = cutOf(network, batch);
  for (const step of stepsOf(network)) {
    if (step.kind === 'dense') {
      const { name, shape } = step.layer.weight;
      const size = elements(shape);
      const kept = left(name, size);
      const form = kept === size || kept >= thresholds.hidden * size ? 'dense' : 'sparse';
      forms.set(name, { survivors: kept, form: peopleSay(form, null), plan: null });
    } else if (step.kind === 'convolution') {
      const { name, shape } = step.layer.weight;
      const kept = left(name, elements(shape));
      const [, rows = 1, columns = 1] = shapes.get(step.layer.name)!;
      const setting = { rows, columns, run: columns * vectors, dense: false, thresholds };
      const plan = planConvolution(windowOf(step.layer), kept, setting);
      forms.set(name, { survivors: kept, form: peopleSay(plan.form, plan.tile), plan });
    }
  }
  return forms;
}

function peopleSay(form: ConvolutionPlan['form'], tile: ConvolutionPlan['tile']): LayerForm {
  if (form === 'sparse') return 'sparse';
  if (tile === null) return 'dense direct';
  return tile === 2 ? 'dense winograd 2x2' : 'dense winograd 4x4';
}
