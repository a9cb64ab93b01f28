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
import { checkMasks, checkTensors } from '../check-tensors.ts';
import { closed, noStream, notBuilt, wrongBatch } from '../errors.ts';
import { readImages } from '../images.ts';
import { OptimizerStep } from '../optimizer-step.ts';
import { stageBatch, trainingPass, writeTargets } from './batches.ts';
import { estimateStatistics } from './estimate-statistics.ts';
import { NetworkTrainer, type NetworkSettings } from './network-trainer.ts';
import { checkState, exportState, importState } from './state.ts';

/** A training of a network of any layers on the WebAssembly engine; see the contract in @sweepstake/training. */
export class NetworkSession implements Session {
  readonly network: Network;
  readonly #options: SessionOptions;
  readonly #settings: NetworkSettings;
  #trainer: NetworkTrainer | null;
  #masks: Masks | null = null;
  #frozen: Tensors | undefined;
  #optimizer: OptimizerStep;
  #prepared: Batch | null = null;

  constructor(network: Network, options: SessionOptions, settings: NetworkSettings) {
    this.network = network;
    this.#options = options;
    this.#settings = settings;
    const { head, layers } = network;
    if (head.kind !== 'class') throw notBuilt(`head ${head.kind} of ${network.name}`);
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
    const loss = this.#pass(trainer, batch);
    this.#optimizer.apply(trainer.blocks, learningRate);
    return loss / batch.indices.length;
  }

  prepare(batch: Batch): void {
    const trainer = this.#open();
    this.#checkBatch(batch);
    stageBatch(trainer, this.network, batch, 0, batch.indices.length);
    this.#prepared = batch;
  }

  predict(batch: Batch): Float32Array {
    const classes = this.#open().output.images.channels;
    const outputs = new Float32Array(batch.indices.length * classes);
    this.#evaluate(batch, ({ arena, output }, from, n) => {
      outputs.set(readImages(arena, output.images, n), from * classes);
    });
    return outputs;
  }

  evaluate(batch: Batch): MetricSums {
    let loss = 0;
    let correct = 0;
    this.#evaluate(batch, (trainer, from, n) => {
      writeTargets(trainer, this.network, batch, from, n);
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
    const statistics = trainer.readStatistics();
    this.#pass(trainer, batch);
    trainer.loadStatistics(statistics);
    const { arena, input, blocks } = trainer;
    if (scope === 'inputs') return new Map([['input', readImages(arena, input.gradient!, count)]]);
    const named = blocks.filter(({ size }) => size > 0);
    return new Map(
      named.map((block) => [
        block.name,
        scope === 'all' ? block.read(block.gradient) : block.survivorGradient(),
      ]),
    );
  }

  setMasks(masks: Masks | null, frozen?: Tensors): void {
    const before = this.exportState();
    const survived = this.#masks;
    const old = this.#open();
    const trainer = this.#build(masks, frozen);
    // What a mask held at 0, or at a frozen value, grows from 0.
    const weights = new Map(
      [...before.weights].map(([name, tensor]) => {
        const mask = survived?.get(name);
        return [name, mask === undefined ? tensor : tensor.map((v, i) => (mask[i] === 1 ? v : 0))];
      }),
    );
    old.runner.close();
    this.#trainer = trainer;
    this.#prepared = null;
    importState(trainer, this.#options.optimizer, { ...before, weights });
    this.#optimizer = new OptimizerStep(this.#options.optimizer, trainer.kernels);
    this.#optimizer.restore(before.updates);
  }

  exportState(): SessionState {
    return exportState(this.#open(), this.#options.optimizer, this.#optimizer.updates);
  }

  importState(state: SessionState): void {
    const trainer = this.#open();
    checkState(this.network, trainer, this.#options.optimizer, state);
    importState(trainer, this.#options.optimizer, state);
    this.#optimizer.restore(state.updates);
  }

  estimateStatistics(batches: Iterable<Batch>): void {
    const main = this.#open();
    if (main.norms.length === 0) return;
    this.#prepared = null;
    const others = new Map<number, NetworkTrainer>([[this.#options.batch, main]]);
    const trainerFor = (count: number): NetworkTrainer => {
      const trainer = others.get(count) ?? this.#other(count, 'survivors');
      others.set(count, trainer);
      return trainer;
    };
    main.loadStatistics(estimateStatistics(this.network, batches, trainerFor));
  }

  close(): void {
    this.#trainer?.runner.close();
    this.#trainer = null;
  }

  #build(masks: Masks | null, frozen: Tensors | undefined): NetworkTrainer {
    if (masks !== null) checkMasks(this.network, masks, frozen);
    this.#masks = masks;
    this.#frozen = frozen;
    return this.#place(this.#options.batch, this.#settings);
  }

  /** The same network and state on one thread, for another number of examples or with more gradients. */
  #other(batch: number, scope: GradientScope): NetworkTrainer {
    const state = this.exportState();
    const trainer = this.#place(batch, { ...this.#settings, threads: 1 }, scope);
    trainer.load(state.weights);
    trainer.loadStatistics(state.statistics);
    return trainer;
  }

  #place(batch: number, settings: NetworkSettings, scope?: GradientScope): NetworkTrainer {
    const { optimizer, fastMath } = this.#options;
    return new NetworkTrainer({
      network: this.network,
      batch,
      optimizer,
      flavour: fastMath === true ? 'relaxed' : 'strict',
      masks: this.#masks,
      frozen: this.#frozen,
      allWeights: scope === 'all',
      inputGradient: scope === 'inputs',
      settings,
    });
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

  /** Forward and backward in training mode, as of the next update; returns the summed loss. */
  #pass(trainer: NetworkTrainer, batch: Batch): number {
    const prepared = this.#prepared === batch && trainer === this.#trainer;
    this.#prepared = null;
    if (!prepared) stageBatch(trainer, this.network, batch, 0, batch.indices.length);
    const stream = this.#options.dropoutStream?.(this.#optimizer.updates + 1) ?? null;
    return trainingPass(trainer, this.network, batch, stream);
  }

  /** Runs the network in evaluation mode part by part; `read` gets each part's first example and size. */
  #evaluate(batch: Batch, read: (trainer: NetworkTrainer, from: number, n: number) => void): void {
    const trainer = this.#open();
    this.#prepared = null;
    const count = batch.indices.length;
    const { batch: most } = this.#options;
    for (let from = 0; from < count; from += most) {
      const n = Math.min(most, count - from);
      stageBatch(trainer, this.network, batch, from, n);
      trainer.runner.run(trainer.evaluation);
      read(trainer, from, n);
    }
  }
}
