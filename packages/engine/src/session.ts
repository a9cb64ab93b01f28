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
} from '@sweepstake/training';
import { chainOf, type Chain } from './chain.ts';
import { checkMasks, checkTensors } from './check-tensors.ts';
import { closed, wrongBatch, wrongTensor } from './errors.ts';
import { fullGradients, inputGradients } from './full-gradients.ts';
import type { Staged } from './input-space.ts';
import { OptimizerStep, slotNames } from './optimizer-step.ts';
import { laneIndex } from './panels.ts';
import { Trainer, type Space } from './trainer.ts';

/** Subsets of together this many bytes of inputs stay in the session's memory between evaluations. */
const KEPT_BYTES = 64_000_000;

/** A training on the WebAssembly engine; see the contract in @sweepstake/training. */
export class EngineSession implements Session {
  readonly network: Network;
  readonly #chain: Chain;
  readonly #options: SessionOptions;
  #trainer: Trainer | null;
  #masks: Masks | null = null;
  #optimizer: OptimizerStep;
  #prepared: Batch | null = null;
  #kept = new WeakMap<Batch, Staged[]>();
  /** Memory is never given back, so this also counts batches that nobody holds any more. */
  #keptBytes = 0;

  constructor(network: Network, options: SessionOptions) {
    this.network = network;
    this.#options = options;
    this.#chain = chainOf(network);
    if (!Number.isInteger(options.batch) || options.batch < 1) {
      throw wrongBatch(`batch ${options.batch} is not a positive whole number of examples`);
    }
    const masks = options.masks ?? null;
    this.#trainer = this.#build(masks, options.frozen);
    checkTensors(network, options.weights);
    this.#trainer.load(options.weights);
    this.#optimizer = new OptimizerStep(options.optimizer, this.#trainer.kernels);
  }

  step(batch: Batch, learningRate: number): number {
    const trainer = this.#open();
    this.#checkBatch(batch);
    const count = batch.indices.length;
    const loss = this.#gradient(batch, 0, count, 1 / count);
    this.#optimizer.apply(trainer.blocks, learningRate);
    return loss / count;
  }

  prepare(batch: Batch): void {
    const trainer = this.#open();
    this.#checkBatch(batch);
    const { input } = trainer.training;
    input.load(batch.examples, batch.indices, 0, batch.indices.length);
    trainer.layers[0].prepare(input, 'training');
    this.#prepared = batch;
  }

  predict(batch: Batch): Float32Array {
    const trainer = this.#open();
    const { evaluation } = trainer;
    const count = batch.indices.length;
    const { classes } = this.#chain;
    const outputs = new Float32Array(count * classes);
    for (let from = 0; from < count; from += evaluation.lanes) {
      const n = Math.min(evaluation.lanes, count - from);
      evaluation.input.load(batch.examples, batch.indices, from, n);
      trainer.layers[0].prepare(evaluation.input, 'evaluation');
      trainer.forward(evaluation, 'evaluation');
      const logits = evaluation.outputs.at(-1);
      if (logits === undefined) break;
      const floats = trainer.arena.floats(logits.at, (logits.panels * logits.panelBytes) / 4);
      for (let i = 0; i < n; i++) {
        for (let c = 0; c < classes; c++) {
          outputs[(from + i) * classes + c] = floats[laneIndex(logits, c, i)] ?? 0;
        }
      }
    }
    return outputs;
  }

  evaluate(batch: Batch): MetricSums {
    const trainer = this.#open();
    const { evaluation } = trainer;
    const count = batch.indices.length;
    const kept = this.#kept.get(batch);
    const bytes = count * this.#chain.features * batch.examples.inputs.BYTES_PER_ELEMENT;
    const keeping: Staged[] | null =
      kept === undefined && this.#keptBytes + bytes <= KEPT_BYTES ? [] : null;
    if (keeping !== null) this.#keptBytes += bytes;
    let loss = 0;
    let correct = 0;
    for (let from = 0; from < count; from += evaluation.lanes) {
      const n = Math.min(evaluation.lanes, count - from);
      const known = kept?.[from / evaluation.lanes];
      if (known !== undefined) evaluation.input.use(known);
      else evaluation.input.load(batch.examples, batch.indices, from, n);
      keeping?.push(evaluation.input.keep());
      trainer.layers[0].prepare(evaluation.input, 'evaluation');
      trainer.forward(evaluation, 'evaluation');
      this.#targets(evaluation, batch, from, n);
      trainer.head(evaluation, null);
      const losses = trainer.arena.floats(evaluation.losses, n);
      const hits = trainer.arena.words(evaluation.correct, n);
      for (let i = 0; i < n; i++) {
        loss += losses[i] ?? 0;
        correct += hits[i] ?? 0;
      }
    }
    if (keeping !== null) this.#kept.set(batch, keeping);
    return { count, loss, correct };
  }

  gradients(batch: Batch, scope: GradientScope): Map<string, Float32Array> {
    const trainer = this.#open();
    const total = new Map<string, Float32Array>();
    const count = batch.indices.length;
    const { lanes } = trainer.training;
    if (scope === 'inputs') total.set('input', new Float32Array(count * this.#chain.features));
    for (let from = 0; from < count; from += lanes) {
      const n = Math.min(lanes, count - from);
      this.#gradient(batch, from, n, 1 / count);
      if (scope === 'inputs') {
        total.get('input')?.set(inputGradients(trainer, n), from * this.#chain.features);
        continue;
      }
      const part =
        scope === 'all'
          ? fullGradients(trainer, batch, from, n)
          : new Map(
              trainer.blocks.filter((b) => b.size > 0).map((b) => [b.name, b.survivorGradient()]),
            );
      for (const [name, values] of part) {
        const sum = total.get(name);
        if (sum === undefined) total.set(name, values);
        else for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (values[i] ?? 0);
      }
    }
    return total;
  }

  setMasks(masks: Masks | null, frozen?: Tensors): void {
    const before = this.exportState();
    const survived = this.#masks;
    const trainer = this.#build(masks, frozen);
    const grown = (name: string, tensor: Float32Array): Float32Array => {
      const old = survived?.get(name);
      return old === undefined ? tensor : tensor.map((v, i) => (old[i] === 1 ? v : 0));
    };
    const weights = new Map([...before.weights].map(([name, t]) => [name, grown(name, t)]));
    this.#trainer = trainer;
    this.#prepared = null;
    trainer.load(weights);
    this.#importSlots(before);
    this.#kept = new WeakMap();
    this.#keptBytes = 0;
    this.#optimizer = new OptimizerStep(this.#options.optimizer, trainer.kernels);
    this.#optimizer.restore(before.updates);
  }

  exportState(): SessionState {
    const { blocks } = this.#open();
    const names = slotNames(this.#options.optimizer);
    const stored = blocks.filter((b) => b.size > 0);
    return {
      weights: new Map(stored.map((b) => [b.name, b.read(b.values)])),
      slots: new Map(
        names.flatMap((slot, i) =>
          stored.map((b) => [`${slot}/${b.name}`, b.read(b.slots[i] ?? 0)] as const),
        ),
      ),
      statistics: new Map(),
      updates: this.#optimizer.updates,
      streams: new Map(),
    };
  }

  importState(state: SessionState): void {
    const trainer = this.#open();
    checkTensors(this.network, state.weights);
    for (const { name, size } of trainer.blocks) {
      for (const slot of slotNames(this.#options.optimizer)) {
        const length = state.slots.get(`${slot}/${name}`)?.length ?? size;
        if (length !== size) {
          throw wrongTensor(`${slot}/${name}`, `has ${length} values, the network needs ${size}`);
        }
      }
    }
    trainer.load(state.weights);
    this.#importSlots(state);
    this.#optimizer.restore(state.updates);
  }

  estimateStatistics(): void {
    this.#open();
  }

  close(): void {
    this.#trainer = null;
    this.#kept = new WeakMap();
  }

  #build(masks: Masks | null, frozen: Tensors | undefined): Trainer {
    if (masks !== null) checkMasks(this.network, masks, frozen);
    const { batch, optimizer, fastMath } = this.#options;
    this.#masks = masks;
    return new Trainer({
      chain: this.#chain,
      batch,
      optimizer,
      flavour: fastMath === true ? 'relaxed' : 'strict',
      masks,
      frozen,
    });
  }

  #open(): Trainer {
    if (this.#trainer === null) throw closed();
    return this.#trainer;
  }

  /** Forward and backward over part of a batch; returns its summed loss. */
  #gradient(batch: Batch, from: number, count: number, scale: number): number {
    const trainer = this.#open();
    const { training } = trainer;
    if (this.#prepared !== batch) {
      training.input.load(batch.examples, batch.indices, from, count);
      trainer.layers[0].prepare(training.input, 'training');
    }
    this.#prepared = null;
    trainer.forward(training, 'training');
    this.#targets(training, batch, from, count);
    trainer.head(training, scale);
    trainer.backward(training);
    const losses = trainer.arena.floats(training.losses, count);
    let loss = 0;
    for (let i = 0; i < count; i++) loss += losses[i] ?? 0;
    return loss;
  }

  #checkBatch({ indices }: Batch): void {
    if (indices.length !== this.#options.batch) {
      throw wrongBatch(`a step takes ${this.#options.batch} examples, not ${indices.length}`);
    }
  }

  #targets(space: Space, { examples, indices }: Batch, from: number, count: number): void {
    const targets = this.#open().arena.words(space.targets, space.lanes);
    const { classes } = this.#chain;
    for (let i = 0; i < count; i++) {
      const example = indices[from + i] ?? 0;
      const target = examples.targets[example];
      if (target === undefined || !(target >= 0 && target < classes)) {
        throw wrongBatch(
          `example ${example} has the class ${target ?? '(none)'}, ${this.network.name} knows 0..${classes - 1}`,
        );
      }
      targets[i] = target;
    }
    targets.fill(-1, count);
  }

  #importSlots(state: SessionState): void {
    const names = slotNames(this.#options.optimizer);
    for (const block of this.#open().blocks) {
      names.forEach((slot, i) => {
        const tensor = state.slots.get(`${slot}/${block.name}`);
        const at = block.slots[i];
        if (tensor !== undefined && at !== undefined) block.writeSlot(at, tensor);
      });
    }
  }
}
