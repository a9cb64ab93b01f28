import { Stream } from '@sweepstake/random';
import { elements, statisticsOf, type Network } from '@sweepstake/graph';
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
import { checkMasks, checkTensors } from '../check-tensors.ts';
import {
  closed,
  noBatches,
  noStream,
  notBuilt,
  singleValue,
  wrongBatch,
  wrongTensor,
} from '../errors.ts';
import { readImages } from '../images.ts';
import { OptimizerStep, slotNames } from '../optimizer-step.ts';
import type { Runner } from '../program.ts';
import { callsOf, PlainRunner } from '../program.ts';
import { stageImages } from '../stage-images.ts';
import { writeDropout } from './dropout.ts';
import {
  NetworkTrainer,
  type NetworkSettings,
  type NetworkTrainerOptions,
} from './network-trainer.ts';
import { MOMENTUM_ARGUMENT } from './norm-node.ts';

/** A training of a network of any layers on the WebAssembly engine; see the contract in @sweepstake/training. */
export class NetworkSession implements Session {
  readonly network: Network;
  readonly #options: SessionOptions;
  readonly #how: NetworkSettings;
  #trainer: NetworkTrainer | null;
  #masks: Masks | null = null;
  #frozen: Tensors | undefined;
  #optimizer: OptimizerStep;
  #prepared: Batch | null = null;
  readonly #classes: number;

  constructor(network: Network, options: SessionOptions, settings: NetworkSettings) {
    this.network = network;
    this.#options = options;
    this.#how = settings;
    const { head, layers } = network;
    if (head.kind !== 'class') throw notBuilt(`head ${head.kind} of ${network.name}`);
    this.#classes = head.classes;
    if (!Number.isInteger(options.batch) || options.batch < 1) {
      throw wrongBatch(`batch ${options.batch} is not a positive whole number of examples`);
    }
    const dropout = layers.find(({ kind }) => kind === 'dropout');
    if (dropout !== undefined && options.dropoutStream === undefined) throw noStream(dropout.name);
    checkTensors(network, options.weights);
    this.#trainer = this.#build(options.masks ?? null, options.frozen);
    this.#trainer.load(options.weights);
    this.#trainer.loadStatistics(new Map());
    this.#optimizer = new OptimizerStep(options.optimizer, this.#trainer.kernels);
  }

  step(batch: Batch, learningRate: number): number {
    const trainer = this.#open();
    this.#checkBatch(batch);
    const count = batch.indices.length;
    const loss = this.#backward(trainer, batch);
    this.#optimizer.apply(trainer.blocks, learningRate);
    return loss / count;
  }

  prepare(batch: Batch): void {
    const trainer = this.#open();
    this.#checkBatch(batch);
    this.#stage(trainer, batch, 0, batch.indices.length);
    this.#prepared = batch;
  }

  predict(batch: Batch): Float32Array {
    const count = batch.indices.length;
    const outputs = new Float32Array(count * this.#classes);
    this.#evaluate(batch, (trainer, from, n) => {
      outputs.set(readImages(trainer.arena, trainer.output.images, n), from * this.#classes);
    });
    return outputs;
  }

  evaluate(batch: Batch): MetricSums {
    let loss = 0;
    let correct = 0;
    this.#evaluate(batch, (trainer, from, n) => {
      this.#targets(trainer, batch, from, n);
      trainer.head(null);
      const losses = trainer.arena.floats(trainer.losses, n);
      const hits = trainer.arena.words(trainer.correct, n);
      for (let i = 0; i < n; i++) {
        loss += losses[i]!;
        correct += hits[i]!;
      }
    });
    return { count: batch.indices.length, loss, correct };
  }

  gradients(batch: Batch, scope: GradientScope): Map<string, Float32Array> {
    const main = this.#open();
    const count = batch.indices.length;
    const own = scope === 'survivors' && count === this.#options.batch;
    const trainer = own ? main : this.#other(count, scope);
    const statistics = main.readStatistics();
    this.#backward(trainer, batch);
    if (own) main.loadStatistics(statistics);
    if (scope === 'inputs') {
      const values = readImages(trainer.arena, trainer.input.gradient!, count);
      this.#release(trainer, own);
      return new Map([['input', values]]);
    }
    const gradients = new Map(
      trainer.blocks
        .filter(({ size }) => size > 0)
        .map((block) => [
          block.name,
          scope === 'all' ? block.read(block.gradient) : block.survivorGradient(),
        ]),
    );
    this.#release(trainer, own);
    return gradients;
  }

  setMasks(masks: Masks | null, frozen?: Tensors): void {
    const before = this.exportState();
    const survived = this.#masks;
    const old = this.#open();
    const trainer = this.#build(masks, frozen);
    const weights = new Map(
      [...before.weights].map(([name, tensor]) => {
        const mask = survived?.get(name);
        return [name, mask === undefined ? tensor : tensor.map((v, i) => (mask[i] === 1 ? v : 0))];
      }),
    );
    old.runner.close();
    this.#trainer = trainer;
    this.#prepared = null;
    trainer.load(weights);
    trainer.loadStatistics(before.statistics);
    this.#importSlots(before);
    this.#optimizer = new OptimizerStep(this.#options.optimizer, trainer.kernels);
    this.#optimizer.restore(before.updates);
  }

  exportState(): SessionState {
    const trainer = this.#open();
    const names = slotNames(this.#options.optimizer);
    const stored = trainer.blocks.filter(({ size }) => size > 0);
    return {
      weights: new Map(stored.map((b) => [b.name, b.read(b.values)])),
      slots: new Map(
        names.flatMap((slot, i) =>
          stored.map((b) => [`${slot}/${b.name}`, b.read(b.slots[i] ?? 0)] as const),
        ),
      ),
      statistics: trainer.readStatistics(),
      updates: this.#optimizer.updates,
      streams: new Map(),
    };
  }

  importState(state: SessionState): void {
    const trainer = this.#open();
    checkTensors(this.network, state.weights);
    for (const { name, size } of trainer.blocks) {
      for (const slot of slotNames(this.#options.optimizer)) {
        checkLength(`${slot}/${name}`, state.slots.get(`${slot}/${name}`), size);
      }
    }
    for (const { name, features } of statisticsOf(this.network)) {
      checkLength(name, state.statistics.get(name), features);
    }
    trainer.load(state.weights);
    trainer.loadStatistics(state.statistics);
    this.#importSlots(state);
    this.#optimizer.restore(state.updates);
  }

  estimateStatistics(batches: Iterable<Batch>): void {
    const main = this.#open();
    if (main.norms.length === 0) return;
    const sums = new Map<string, Float64Array>();
    let seen = 0;
    for (const batch of batches) {
      const count = batch.indices.length;
      const own = count === this.#options.batch;
      const trainer = own ? main : this.#other(count, 'survivors');
      const before = trainer.readStatistics();
      const combine = callsOf(trainer.training, 'norm_combine');
      for (const { args } of combine) args[MOMENTUM_ARGUMENT] = 1;
      this.#checkNorms(trainer, count);
      this.#stage(trainer, batch, 0, count);
      for (const node of trainer.dropouts) writeDropout(trainer.arena, node, count, null);
      new PlainRunner(trainer.kernels).run(trainer.training);
      combine.forEach(({ args }, i) => (args[MOMENTUM_ARGUMENT] = trainer.norms[i]!.momentum));
      for (const [name, values] of trainer.readStatistics()) {
        const sum = sums.get(name) ?? new Float64Array(values.length);
        for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + values[i]!;
        sums.set(name, sum);
      }
      trainer.loadStatistics(before);
      this.#release(trainer, own);
      seen++;
    }
    if (seen === 0) throw noBatches();
    main.loadStatistics(
      new Map([...sums].map(([name, sum]) => [name, Float32Array.from(sum, (v) => v / seen)])),
    );
  }

  close(): void {
    this.#trainer?.runner.close();
    this.#trainer = null;
  }

  #build(masks: Masks | null, frozen: Tensors | undefined): NetworkTrainer {
    if (masks !== null) checkMasks(this.network, masks, frozen);
    this.#masks = masks;
    this.#frozen = frozen;
    return new NetworkTrainer({ ...this.#settings(this.#options.batch), settings: this.#how });
  }

  #settings(batch: number): Omit<NetworkTrainerOptions, 'settings'> {
    const { optimizer, fastMath } = this.#options;
    const flavour = fastMath === true ? 'relaxed' : 'strict';
    const [masks, frozen] = [this.#masks, this.#frozen];
    return { network: this.network, batch, optimizer, flavour, masks, frozen };
  }

  /** The same network and weights for another number of examples, or with more gradients; closed by the caller. */
  #other(batch: number, scope: GradientScope): NetworkTrainer {
    const state = this.exportState();
    const trainer = new NetworkTrainer({
      ...this.#settings(batch),
      settings: { ...this.#how, threads: 1 },
      allWeights: scope === 'all',
      inputGradient: scope === 'inputs',
    });
    trainer.load(state.weights);
    trainer.loadStatistics(state.statistics);
    return trainer;
  }

  #release({ runner }: { runner: Runner }, own: boolean): void {
    if (!own) runner.close();
  }

  #open(): NetworkTrainer {
    if (this.#trainer === null) throw closed();
    return this.#trainer;
  }

  #checkBatch({ indices }: Batch): void {
    if (indices.length !== this.#options.batch) {
      throw wrongBatch(`a step takes ${this.#options.batch} examples, not ${indices.length}`);
    }
  }

  #checkNorms({ norms }: NetworkTrainer, count: number): void {
    for (const { name, positions } of norms) if (count * positions < 2) throw singleValue(name);
  }

  #stage(trainer: NetworkTrainer, batch: Batch, from: number, count: number): void {
    const { images } = trainer.input;
    const { shape } = batch.examples;
    if (elements(shape) !== elements(this.network.input)) {
      throw wrongBatch(
        `examples of shape [${shape.join(', ')}], ${this.network.name} takes [${this.network.input.join(', ')}]`,
      );
    }
    const floats = trainer.arena.floats(images.at, (images.panels * images.panelBytes) / 4);
    stageImages(floats, images, batch, from, count);
  }

  /** Forward and backward in training mode over a whole batch; returns its summed loss. */
  #backward(trainer: NetworkTrainer, batch: Batch): number {
    const count = batch.indices.length;
    this.#checkNorms(trainer, count);
    if (this.#prepared !== batch || trainer !== this.#trainer)
      this.#stage(trainer, batch, 0, count);
    this.#prepared = null;
    const { dropoutStream } = this.#options;
    const stream =
      dropoutStream === undefined ? null : new Stream(dropoutStream(this.#optimizer.updates + 1));
    for (const node of trainer.dropouts) writeDropout(trainer.arena, node, count, stream);
    this.#targets(trainer, batch, 0, count);
    trainer.runner.run(trainer.training);
    trainer.head(1 / count);
    trainer.runner.run(trainer.backward);
    let loss = 0;
    for (const value of trainer.arena.floats(trainer.losses, count)) loss += value;
    return loss;
  }

  /** Runs the network in evaluation mode part by part; `read` gets each part's first example and size. */
  #evaluate(batch: Batch, read: (trainer: NetworkTrainer, from: number, n: number) => void): void {
    const trainer = this.#open();
    this.#prepared = null;
    const count = batch.indices.length;
    const { batch: most } = this.#options;
    for (let from = 0; from < count; from += most) {
      const n = Math.min(most, count - from);
      this.#stage(trainer, batch, from, n);
      trainer.runner.run(trainer.evaluation);
      read(trainer, from, n);
    }
  }

  #targets(
    trainer: NetworkTrainer,
    { examples, indices }: Batch,
    from: number,
    count: number,
  ): void {
    const targets = trainer.arena.words(trainer.targets, trainer.lanes);
    for (let i = 0; i < count; i++) {
      const example = indices[from + i] ?? 0;
      const target = examples.targets[example];
      if (target === undefined || !(target >= 0 && target < this.#classes)) {
        throw wrongBatch(
          `example ${example} has the class ${target ?? '(none)'}, ${this.network.name} knows 0..${this.#classes - 1}`,
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

function checkLength(name: string, tensor: Float32Array | undefined, size: number): void {
  const length = tensor?.length ?? size;
  if (length !== size) {
    throw wrongTensor(name, `has ${length} values, the network needs ${size}`);
  }
}
