import { elements, parametersOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
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
import { badLength, closed } from '../errors.ts';
import { checkMasks, checkNetwork, checkWeights } from './check.ts';
import { gatherInputs } from './gather-inputs.ts';
import type { HeadLoss } from './head-loss.ts';
import { headLoss } from './head-loss.ts';
import type { Values } from './propagate.ts';
import { backward, forward } from './propagate.ts';
import { slotNames, update } from './update.ts';

/** Examples per forward pass of an evaluation, which bounds its memory. */
const CHUNK = 500;

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
  #masks: Masks = new Map();
  #frozen: Tensors = new Map();
  #updates = 0;
  #open = true;

  constructor(network: Network, options: SessionOptions) {
    this.network = network;
    this.#options = options;
    this.#width = checkNetwork(network);
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
    const { loss, values } = this.#forward(batch);
    const { parameters } = this.#backward(loss, values, batch);
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
    const { loss, values } = this.#forward(batch);
    const derivatives = this.#backward(loss, values, batch);
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
      statistics: new Map(),
      updates: this.#updates,
      streams: new Map(),
    };
  }

  importState(state: SessionState): void {
    this.#assertOpen();
    checkWeights(this.network, state.weights);
    for (const [name, weight] of this.#weights) weight.set(state.weights.get(name)!);
    for (const [name, slot] of this.#slots) {
      const from = state.slots.get(name);
      if (from !== undefined && from.length !== slot.length)
        throw badLength(name, from.length, slot.length);
      if (from === undefined) slot.fill(0);
      else slot.set(from);
    }
    this.#updates = state.updates;
    this.#enforce(this.#masks);
  }

  /** Without effect: none of the layers known here has statistics. */
  estimateStatistics(_batches: Iterable<Batch>): void {}

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

  #forward(batch: Batch): { loss: HeadLoss; values: Values } {
    this.#assertOpen();
    const x = gatherInputs(batch, elements(this.network.input));
    const values = forward(this.network, this.#weights, x, batch.indices.length);
    const outputs = values.get(this.network.layers.at(-1)!.name)!;
    return { loss: headLoss(this.network.head, outputs, batch, this.#width), values };
  }

  #backward(loss: HeadLoss, values: Values, batch: Batch) {
    return backward(this.network, this.#weights, values, loss.gradient, batch.indices.length);
  }

  /** Raw outputs `[n, width]`, chunk by chunk. */
  #outputs({ examples, indices }: Batch): Float64Array {
    this.#assertOpen();
    const outputs = new Float64Array(indices.length * this.#width);
    for (let at = 0; at < indices.length; at += CHUNK) {
      const chunk = { examples, indices: indices.subarray(at, at + CHUNK) };
      const x = gatherInputs(chunk, elements(this.network.input));
      const values = forward(this.network, this.#weights, x, chunk.indices.length);
      outputs.set(values.get(this.network.layers.at(-1)!.name)!, at * this.#width);
    }
    return outputs;
  }

  #assertOpen(): void {
    if (!this.#open) throw closed(this.network.name);
  }
}

const copy = <T>(tensors: ReadonlyMap<string, T>, of: (tensor: T) => T): Map<string, T> =>
  new Map([...tensors].map(([name, tensor]) => [name, of(tensor)]));
