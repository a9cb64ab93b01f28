import type { Network } from '@sweepstake/graph';
import { elements, shapesOf } from '@sweepstake/graph';
import type { Masks, Optimizer, Tensors } from '@sweepstake/training';
import { Arena } from '../arena.ts';
import type { Block } from '../block.ts';
import { asPanels, placeFeatures, placeImages, type Cut, type Images } from '../images.ts';
import { loadKernels, type Flavour } from '../kernels/load.ts';
import type { Kernels } from '../kernels/kernels.generated.ts';
import { slotNames } from '../optimizer-step.ts';
import { panelling } from '../plan.ts';
import { PlainRunner, Recorder, type Program, type Runner } from '../program.ts';
import { SharedRunner, type StartHelper } from '../threads/shared-runner.ts';
import {
  Gradients,
  image,
  type Context,
  type StepNode,
  type Surviving,
  type Value,
} from './context.ts';
import { ConvolutionNode } from './convolution-node.ts';
import { cutOf } from './cut.ts';
import { DenseNode } from './dense-node.ts';
import { FlattenNode } from './flatten-node.ts';
import { NormNode } from './norm-node.ts';
import { AddNode, DropoutNode, ReluNode } from './pointwise-nodes.ts';
import type { Thresholds } from './plan-convolution.ts';
import { GlobalPoolNode, PoolNode } from './pool-nodes.ts';
import { Scratch } from './scratch.ts';
import { stepsOf, type Step } from './steps.ts';
import { bordersOf } from './borders.ts';

export interface NetworkTrainerOptions {
  readonly network: Network;
  readonly batch: number;
  readonly optimizer: Optimizer;
  readonly flavour: Flavour;
  readonly masks: Masks | null;
  readonly frozen: Tensors | undefined;
  /** Every weight takes part, removed ones too: their gradients are asked for. */
  readonly allWeights?: boolean;
  /** The gradient of the network's input is asked for. */
  readonly inputGradient?: boolean;
  readonly settings: NetworkSettings;
}

/** How the engine works on every network. */
export interface NetworkSettings {
  readonly threads: number;
  readonly start?: StartHelper | undefined;
  readonly thresholds: Thresholds;
}

/** Everything placed in memory for one network of any layers under one set of masks, and its passes as programs. */
export class NetworkTrainer {
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly lanes: number;
  readonly input: Value;
  readonly output: Value;
  readonly nodes: readonly StepNode[];
  readonly blocks: readonly Block[];
  readonly norms: readonly NormNode[];
  readonly dropouts: readonly DropoutNode[];
  /** Forward with batch statistics and dropout; forward as in evaluation; backward. */
  readonly training: Program;
  readonly evaluation: Program;
  readonly backward: Program;
  readonly runner: Runner;
  readonly targets: number;
  readonly losses: number;
  readonly correct: number;
  readonly #survivors = new Map<string, Surviving>();

  constructor(options: NetworkTrainerOptions) {
    const { network, batch, optimizer, flavour, settings } = options;
    const { threads, start, thresholds } = settings;
    const shared = threads > 1;
    this.arena = new Arena(shared);
    const { arena } = this;
    this.kernels = loadKernels(flavour, arena.memory, shared);
    const shapes = shapesOf(network);
    const steps = stepsOf(network);
    const cut = cutOf(network, batch);
    const featureCut = panelling(batch);
    const recorder = new Recorder();
    const context: Context = {
      arena,
      recorder,
      slots: slotNames(optimizer).length,
      cut,
      featureCut,
      batch,
      thresholds,
      scratch: new Scratch(arena, shared),
      parts: threads,
    };
    const place = (shape: readonly number[], border: number): Images =>
      shape.length === 1
        ? placeFeatures(arena, elements(shape), featureCut)
        : placeImages(arena, shape, border, cut);
    const borders = bordersOf(network, steps);
    const values = new Map<string, Value>();
    const value = (name: string, gated: boolean, wanted: boolean): Value => {
      const shape = shapes.get(name)!;
      const { image, gradient } = borders.get(name) ?? { image: 0, gradient: 0 };
      const made: Value = {
        name,
        shape,
        images: place(shape, image),
        gradient: wanted ? place(shape, gradient) : null,
        gated,
      };
      values.set(name, made);
      return made;
    };
    this.input = value('input', false, options.inputGradient ?? false);
    this.nodes = steps.map((step) => {
      const x = values.get(step.input)!;
      const gated = (step.kind === 'convolution' || step.kind === 'dense') && step.relu;
      const y = value(step.output, gated, true);
      return this.#node(context, step, [x, y], values, options, place);
    });
    this.output = values.get(steps.at(-1)!.output)!;
    this.blocks = this.nodes.flatMap(({ blocks }) => blocks);
    this.norms = this.nodes.filter((node) => node instanceof NormNode);
    this.dropouts = this.nodes.filter((node) => node instanceof DropoutNode);

    for (const node of this.nodes) node.prepare?.();
    for (const node of this.nodes) node.forward('training');
    this.training = recorder.finish();
    for (const node of this.nodes) node.prepare?.();
    for (const node of this.nodes) node.forward('evaluation');
    this.evaluation = recorder.finish();
    const scratch = new Map<string, Images>();
    const gradients = new Gradients(recorder, (like) => {
      const key = `${like.channels} ${like.rows} ${like.columns} ${like.border} ${like.vectors}`;
      const known = scratch.get(key);
      if (known !== undefined) return known;
      const shape = [like.channels, like.rows, like.columns];
      const flat = like.rows * like.columns === 1 && like.border === 0;
      const own = flat
        ? placeFeatures(arena, like.channels, { vectors: like.vectors, panels: like.panels })
        : placeImages(arena, shape, like.border, { vectors: like.vectors, panels: like.panels });
      scratch.set(key, own);
      return own;
    });
    const { gradient, images: made, gated } = this.output;
    if (gated && gradient !== null) {
      // The head's gradient knows nothing of the ReLU.
      recorder.panelwise(made, (p) => {
        const views = [...image(gradient, p), ...image(gradient, p), ...image(made, p)] as const;
        recorder.kernels.images_gate(...views, made.channels, made.rows, made.run, 0);
      });
    }
    for (const node of this.nodes) node.prepareBackward?.();
    for (const node of this.nodes.toReversed()) node.backward(gradients);
    this.backward = recorder.finish();

    this.lanes = lanesOf(this.output.images);
    this.targets = arena.place(this.lanes * 4);
    this.losses = arena.place(this.lanes * 4);
    this.correct = arena.place(this.lanes * 4);
    const programs = [this.training, this.evaluation, this.backward];
    const { kernels } = this;
    const { memory } = arena;
    this.runner =
      start === undefined || !shared
        ? new PlainRunner(kernels)
        : new SharedRunner(start, threads, { flavour, memory, kernels }, programs);
  }

  /** The form of a layer's weights, for reports: how many take part, and which of them may move. */
  get convolutions(): readonly ConvolutionNode[] {
    return this.nodes.filter((node) => node instanceof ConvolutionNode);
  }

  /** Sets weights (removed ones to 0, or their frozen value), and empties every optimiser slot. */
  load(weights: Tensors): void {
    for (const block of this.blocks) {
      const { name, values, size, slots, length } = block;
      const given = weights.get(name) ?? new Float32Array(size);
      const { mask = null, frozen } = this.#survivors.get(name) ?? {};
      const kept = (v: number, i: number): number => (mask?.[i] === 1 ? v : (frozen?.[i] ?? 0));
      if (size > 0) block.write(values, mask === null ? given : given.map(kept));
      for (const slot of slots) this.arena.floats(slot, length).fill(0);
    }
  }

  /** Sets running statistics; those that are absent start anew: mean 0, variance 1. */
  loadStatistics(statistics: Tensors): void {
    for (const { name, features, places } of this.norms) {
      const set = (at: number, what: string, start: number): void => {
        const given = statistics.get(`${name}.${what}`);
        const to = this.arena.floats(at, features);
        if (given === undefined) to.fill(start);
        else to.set(given);
      };
      set(places.runningMean, 'running_mean', 0);
      set(places.runningVar, 'running_var', 1);
    }
  }

  readStatistics(): Map<string, Float32Array> {
    return new Map(
      this.norms.flatMap(({ name, features, places }) => [
        [`${name}.running_mean`, this.arena.floats(places.runningMean, features).slice()] as const,
        [`${name}.running_var`, this.arena.floats(places.runningVar, features).slice()] as const,
      ]),
    );
  }

  /** Loss and correctness per example; with `scale`, also the head's gradient times scale. */
  head(scale: number | null): void {
    const logits = asPanels(this.output.images);
    const gradient = this.output.gradient;
    for (let p = 0; p < logits.panels; p++) {
      const lanes = p * logits.vectors * 16;
      const to = scale === null || gradient === null ? 0 : gradient.at + p * gradient.panelBytes;
      this.kernels.softmax_cross_entropy(
        logits.at + p * logits.panelBytes,
        this.targets + lanes,
        this.losses + lanes,
        this.correct + lanes,
        to,
        this.output.images.channels,
        logits.vectors,
        scale ?? 0,
      );
    }
  }

  #node(
    context: Context,
    step: Step,
    ends: readonly [Value, Value],
    values: ReadonlyMap<string, Value>,
    options: NetworkTrainerOptions,
    place: (shape: readonly number[], border: number) => Images,
  ): StepNode {
    switch (step.kind) {
      case 'convolution': {
        const { weight } = step.layer;
        const found = this.#surviving(weight.name, elements(weight.shape), options);
        return new ConvolutionNode(context, step, ends, found);
      }
      case 'dense': {
        const { weight } = step.layer;
        const size = elements(weight.shape);
        const { mask, frozen, count, all } = this.#surviving(weight.name, size, options);
        const dense = all || count >= context.thresholds.hidden * size;
        return new DenseNode(context, step, ends, {
          mask,
          frozen,
          form: dense ? 'dense' : 'sparse',
        });
      }
      case 'norm':
        return new NormNode(context, step, ends, values.get(step.skip ?? '') ?? null);
      case 'add':
        return new AddNode(context, [ends[0], values.get(step.other)!], ends[1], step.relu);
      case 'relu':
        return new ReluNode(context, ends);
      case 'pool':
        return new PoolNode(context, step, ends);
      case 'global-pool':
        return new GlobalPoolNode(context, ends);
      case 'flatten':
        return new FlattenNode(context, ends);
      case 'dropout':
        return new DropoutNode(context, step.layer, ends, place(ends[0].shape, 0));
    }
  }

  /** The survivors of a layer, how many there are, and whether all weights must take part. */
  #surviving(name: string, size: number, options: NetworkTrainerOptions): Surviving {
    const mask = options.masks?.get(name) ?? null;
    let count = size;
    if (mask !== null) {
      count = 0;
      for (const kept of mask) count += kept;
    }
    if (mask === null || count === size) return { mask: null, frozen: undefined, count, all: true };
    const frozen = options.frozen?.get(name);
    const takesPart = frozen?.some((v, i) => v !== 0 && mask[i] === 0) ?? false;
    const found = { mask, frozen, count, all: takesPart || options.allWeights === true };
    this.#survivors.set(name, found);
    return found;
  }
}

const lanesOf = ({ vectors, panels }: Cut): number => vectors * panels * 4;
