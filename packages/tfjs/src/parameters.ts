import { elements } from '@sweepstake/graph';
import type { Parameter } from '@sweepstake/graph';
import type { Masks, Optimizer, Tensors } from '@sweepstake/training';
import { slotNames } from '@sweepstake/training/parts';
import { badLength } from './errors.ts';
import { fromTfjs, tfjsShape, toTfjs } from './layout.ts';
import type { Platform } from './platform.ts';
import type { Tensor, Tf } from './tf.ts';

const NO_MASKS: Masks = new Map();

/**
 * The parameters of one session as tensors of TensorFlow.js, with optimiser slots and masks. Tensors live until they
 * are replaced or `dispose` is called; call every method with the backend active.
 */
export class Parameters {
  readonly #tf: Tf;
  readonly #platform: Platform;
  readonly #optimizer: Optimizer;
  readonly #parameters: readonly Parameter[];
  readonly #weights = new Map<string, Tensor>();
  /** By `<slot>/<parameter>`. */
  readonly #slots = new Map<string, Tensor>();
  readonly #maskTensors = new Map<string, Tensor>();
  #masks: Masks = NO_MASKS;
  #frozen: Tensors = new Map();

  constructor(
    platform: Platform,
    parameters: readonly Parameter[],
    optimizer: Optimizer,
    weights: Tensors,
  ) {
    this.#tf = platform.tf;
    this.#platform = platform;
    this.#parameters = parameters;
    this.#optimizer = optimizer;
    for (const { name, shape } of parameters) {
      this.#write(this.#weights, name, shape, weights.get(name)!);
      for (const slot of slotNames(optimizer))
        this.#write(this.#slots, `${slot}/${name}`, shape, new Float32Array(elements(shape)));
    }
  }

  /** By parameter, in TensorFlow.js's order of axes. */
  get weights(): ReadonlyMap<string, Tensor> {
    return this.#weights;
  }

  get masks(): Masks {
    return this.#masks;
  }

  /** One update of every parameter that has a gradient; gradients are the caller's. */
  update(
    gradients: ReadonlyMap<string, Tensor>,
    learningRate: number,
    corrections: readonly [number, number],
  ): void {
    for (const [name, gradient] of gradients) {
      const weight = this.#weights.get(name)!;
      const mask = this.#maskTensors.get(name) ?? null;
      const names = slotNames(this.#optimizer);
      const slots = new Map(names.map((slot) => [slot, this.#slots.get(`${slot}/${name}`)!]));
      const update = { weight, slots, gradient, mask, learningRate, corrections };
      this.#tf.tidy(() => {
        const next = this.#platform.update(this.#tf, this.#optimizer, update);
        this.#replace(this.#weights, name, next.weight);
        for (const [slot, tensor] of next.slots)
          this.#replace(this.#slots, `${slot}/${name}`, tensor);
      });
    }
  }

  /**
   * Survivors keep weight and slots; grown weights start at 0 with empty slots; removed ones get their frozen value
   * or 0. Masks and frozen values are copied.
   */
  setMasks(masks: Masks | null, frozen: Tensors = new Map()): void {
    const before = this.#masks;
    this.#masks = new Map([...(masks ?? [])].map(([name, mask]) => [name, mask.slice()]));
    this.#frozen = new Map([...frozen].map(([name, tensor]) => [name, tensor.slice()]));
    for (const mask of this.#maskTensors.values()) mask.dispose();
    this.#maskTensors.clear();
    for (const { name, shape } of this.#parameters) {
      const mask = this.#masks.get(name);
      if (mask !== undefined) this.#write(this.#maskTensors, name, shape, Float32Array.from(mask));
    }
    this.#enforce(before);
  }

  /** Every parameter as it is, flat and in the parameter's own order. */
  exportWeights(): Map<string, Float32Array> {
    return new Map(
      this.#parameters.map(({ name, shape }) => [name, read(this.#weights.get(name)!, shape)]),
    );
  }

  /** Every slot under `<slot>/<parameter>`, in the parameter's own order. */
  exportSlots(): Map<string, Float32Array> {
    return new Map(
      this.#parameters.flatMap(({ name, shape }) =>
        slotNames(this.#optimizer).map((slot) => {
          const key = `${slot}/${name}`;
          return [key, read(this.#slots.get(key)!, shape)] as const;
        }),
      ),
    );
  }

  /** Replaces weights and slots; a slot that is absent is empty. Removed weights stay removed. */
  import(weights: Tensors, slots: Tensors): void {
    for (const { name, shape } of this.#parameters) {
      this.#write(this.#weights, name, shape, weights.get(name)!);
      for (const slot of slotNames(this.#optimizer)) {
        const key = `${slot}/${name}`;
        const given = slots.get(key) ?? new Float32Array(elements(shape));
        if (given.length !== elements(shape)) throw badLength(key, given.length, elements(shape));
        this.#write(this.#slots, key, shape, given);
      }
    }
    this.#enforce(this.#masks);
  }

  dispose(): void {
    for (const tensors of [this.#weights, this.#slots, this.#maskTensors]) {
      for (const tensor of tensors.values()) tensor.dispose();
      tensors.clear();
    }
  }

  /** Gives removed weights their frozen value or 0, and grown ones (removed `before`) 0; empties both's slots. */
  #enforce(before: Masks): void {
    for (const { name, shape } of this.#parameters) {
      const mask = this.#masks.get(name);
      const old = before.get(name);
      if (mask === undefined && old === undefined) continue;
      const frozen = this.#frozen.get(name);
      const weight = read(this.#weights.get(name)!, shape);
      const keys = slotNames(this.#optimizer).map((slot) => `${slot}/${name}`);
      const slots = keys.map((key) => read(this.#slots.get(key)!, shape));
      for (let i = 0; i < weight.length; i++) {
        const removed = mask?.[i] === 0;
        if (!removed && old?.[i] !== 0) continue;
        weight[i] = removed ? (frozen?.[i] ?? 0) : 0;
        for (const slot of slots) slot[i] = 0;
      }
      this.#write(this.#weights, name, shape, weight);
      for (const [at, key] of keys.entries()) this.#write(this.#slots, key, shape, slots[at]!);
    }
  }

  #write(
    into: Map<string, Tensor>,
    key: string,
    shape: readonly number[],
    values: Float32Array,
  ): void {
    into.get(key)?.dispose();
    into.set(key, this.#tf.keep(this.#tf.tensor(toTfjs(values, shape), tfjsShape(shape))));
  }

  #replace(into: Map<string, Tensor>, key: string, tensor: Tensor): void {
    const old = into.get(key)!;
    if (old === tensor) return;
    into.set(key, this.#tf.keep(tensor));
    old.dispose();
  }
}

const read = (tensor: Tensor, shape: readonly number[]): Float32Array =>
  fromTfjs(tensor.dataSync() as Float32Array, shape);
