import { elements, parametersOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import type {
  Batch,
  GradientScope,
  Masks,
  MetricSums,
  Session,
  SessionOptions,
  SessionState,
  Tensors,
} from '../backend.ts';
import { badLength, badValue, closed, missing } from '../errors.ts';
import { backward } from './backward.ts';
import { checkMasks, checkNetwork, checkWeights } from './check.ts';
import { chunksOf } from './chunks.ts';
import type { Mode, Pass } from './forward.ts';
import { forward } from './forward.ts';
import { gatherInputs } from './gather-inputs.ts';
import type { HeadLoss } from './head-loss.ts';
import { headLoss } from './head-loss.ts';
import { averageOf, followBatch, initialStatistics } from './statistics.ts';
import { slotNames, update } from './update.ts';

/**
 * A training in plain loops: arithmetic in float64 on the whole of every tensor, with the state rounded to
 * float32 after every update, so that an exported state is the state. See `Session` for the methods.
 */
export class ReferenceSession implements Session {
  readonly network: Network;
  readonly #options: SessionOptions;
  readonly #width: number;
  readonly #weights = new Map<string, Float32Array>();
  /** By `<slot>/<parameter>`. */
  readonly #slots = new Map<string, Float32Array>();
  /** By `<layer>.running_mean` and `<layer>.running_var`. */
  readonly #statistics: ReadonlyMap<string, Float32Array>;
  #masks: Masks = new Map();
  #frozen: Tensors = new Map();
  #updates = 0;
  #open = true;

  constructor(network: Network, options: SessionOptions) {
    this.network = network;
    this.#options = options;
    this.#width = checkNetwork(network);
    this.#statistics = initialStatistics(network);
    const dropout = network.layers.find(({ kind }) => kind === 'dropout');
    if (dropout !== undefined && options.dropoutStream === undefined)
      throw missing('dropoutStream', `a session of ${network.name}, whose ${dropout.name} draws,`);
    checkWeights(network, options.weights);
    for (const { name, shape } of parametersOf(network)) {
      this.#weights.set(name, Float32Array.from(options.weights.get(name)!));
      for (const slot of slotNames(options.optimizer))
        this.#slots.set(`${slot}/${name}`, new Float32Array(elements(shape)));
    }
    this.setMasks(options.masks ?? null, options.frozen);
  }

  step(batch: Batch, learningRate: number): number {
    if (batch.indices.length !== this.#options.batch)
      throw badLength('batch', batch.indices.length, this.#options.batch);
    const { loss, pass } = this.#train(batch);
    const { parameters } = backward(this.network, this.#weights, pass, loss.gradient);
    followBatch(this.#statistics, this.network, pass);
    const t = ++this.#updates;
    for (const [name, gradient] of parameters) {
      const weight = this.#weights.get(name)!;
      const mask = this.#masks.get(name) ?? null;
      const slots = this.#slotsOf(name);
      update(this.#options.optimizer, { weight, slots, gradient, mask, learningRate, t });
    }
    return loss.sums.count === 0 ? 0 : loss.sums.loss / loss.sums.count;
  }

  predict(batch: Batch): Float32Array {
    return Float32Array.from(this.#outputs(batch));
  }

  evaluate(batch: Batch): MetricSums {
    return headLoss(this.network.head, this.#outputs(batch), batch, this.#width).sums;
  }

  gradients(batch: Batch, scope: GradientScope): Map<string, Float32Array> {
    const { loss, pass } = this.#train(batch);
    const derivatives = backward(this.network, this.#weights, pass, loss.gradient);
    if (scope === 'inputs')
      return new Map([['input', Float32Array.from(derivatives.values.get('input')!)]]);
    const gradients = new Map<string, Float32Array>();
    for (const [name, gradient] of derivatives.parameters) {
      const mask = scope === 'survivors' ? this.#masks.get(name) : undefined;
      gradients.set(
        name,
        Float32Array.from(gradient, (g, i) => (mask?.[i] === 0 ? 0 : g)),
      );
    }
    return gradients;
  }

  setMasks(masks: Masks | null, frozen: Tensors = new Map()): void {
    this.#assertOpen();
    checkMasks(this.network, masks ?? new Map());
    const before = this.#masks;
    this.#masks = copy(masks ?? new Map(), (mask) => mask.slice());
    this.#frozen = copy(frozen, (tensor) => tensor.slice());
    this.#enforce(before);
  }

  exportState(): SessionState {
    this.#assertOpen();
    return {
      weights: copy(this.#weights, (tensor) => tensor.slice()),
      slots: copy(this.#slots, (tensor) => tensor.slice()),
      statistics: copy(this.#statistics, (tensor) => tensor.slice()),
      updates: this.#updates,
      streams: new Map(),
    };
  }

  importState(state: SessionState): void {
    this.#assertOpen();
    checkWeights(this.network, state.weights);
    for (const [name, weight] of this.#weights) weight.set(state.weights.get(name)!);
    const empty = copy(this.#slots, ({ length }) => new Float32Array(length));
    replace(this.#slots, state.slots, empty);
    replace(this.#statistics, state.statistics, initialStatistics(this.network));
    this.#updates = state.updates;
    this.#enforce(this.#masks);
  }

  estimateStatistics(batches: Iterable<Batch>): void {
    this.#assertOpen();
    if (this.#statistics.size === 0) return;
    const pass = (batch: Batch): Pass => this.#forward(batch, { kind: 'training', dropout: null });
    const count = averageOf(this.#statistics, this.network, map(batches, pass));
    if (count === 0) throw badValue('number of batches', 0, 'give at least one to estimate from');
  }

  close(): void {
    this.#open = false;
    this.#weights.clear();
    this.#slots.clear();
  }

  /** Gives removed weights their frozen value or 0, and grown ones (removed `before`) 0; empties both's slots. */
  #enforce(before: Masks): void {
    for (const [name, weight] of this.#weights) {
      const mask = this.#masks.get(name);
      const old = before.get(name);
      const frozen = this.#frozen.get(name);
      const slots = this.#slotsOf(name);
      for (let i = 0; i < weight.length; i++) {
        const removed = mask?.[i] === 0;
        if (!removed && old?.[i] !== 0) continue;
        weight[i] = removed ? (frozen?.[i] ?? 0) : 0;
        for (const slot of slots.values()) slot[i] = 0;
      }
    }
  }

  #slotsOf(name: string): Map<string, Float32Array> {
    const names = slotNames(this.#options.optimizer);
    return new Map(names.map((slot) => [slot, this.#slots.get(`${slot}/${name}`)!]));
  }

  /** The pass and loss of the next update, of which dropout draws from its own stream. */
  #train(batch: Batch): { loss: HeadLoss; pass: Pass } {
    const name = this.#options.dropoutStream?.(this.#updates + 1);
    const dropout = name === undefined ? null : new Stream(name);
    const pass = this.#forward(batch, { kind: 'training', dropout });
    const outputs = this.#last(pass);
    return { loss: headLoss(this.network.head, outputs, batch, this.#width), pass };
  }

  /** Raw outputs `[n, width]` in evaluation mode, chunk by chunk. */
  #outputs(batch: Batch): Float64Array {
    const outputs = new Float64Array(batch.indices.length * this.#width);
    const mode: Mode = { kind: 'evaluation', statistics: this.#statistics };
    let at = 0;
    for (const chunk of chunksOf(batch, this.network)) {
      outputs.set(this.#last(this.#forward(chunk, mode)), at * this.#width);
      at += chunk.indices.length;
    }
    return outputs;
  }

  #forward(batch: Batch, mode: Mode): Pass {
    this.#assertOpen();
    const x = gatherInputs(batch, this.network.input);
    return forward(this.network, this.#weights, x, batch.indices.length, mode);
  }

  #last({ values }: Pass): Float64Array {
    return values.get(this.network.layers.at(-1)!.name)!;
  }

  #assertOpen(): void {
    if (!this.#open) throw closed(this.network.name);
  }
}

const copy = <T>(tensors: ReadonlyMap<string, T>, of: (tensor: T) => T): Map<string, T> =>
  new Map([...tensors].map(([name, tensor]) => [name, of(tensor)]));

/** Every tensor becomes the one that is given under its name, or the one it begins with. */
function replace(tensors: Tensors, given: Tensors, beginning: Tensors): void {
  for (const [name, tensor] of tensors) {
    const from = given.get(name) ?? beginning.get(name)!;
    if (from.length !== tensor.length) throw badLength(name, from.length, tensor.length);
    tensor.set(from);
  }
}

function* map<A, B>(items: Iterable<A>, of: (item: A) => B): Iterable<B> {
  for (const item of items) yield of(item);
}
