import { parametersOf } from '@sweepstake/graph';
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
} from '@sweepstake/training';
import {
  checkMasks,
  checkNetwork,
  checkWeights,
  chunksOf,
  gatherInputs,
  headLoss,
} from '@sweepstake/training/parts';
import { MomentsCollector } from './moments-collector.ts';
import { checkLayers } from './check-layers.ts';
import { Corrections } from './corrections.ts';
import { badLength, badValue, closed, noDropoutStream } from './errors.ts';
import { forward } from './forward.ts';
import { channelsFirst, channelsLast, imageShape } from './images.ts';
import { fromTfjs } from './layout.ts';
import { Parameters } from './parameters.ts';
import type { Platform } from './platform.ts';
import { RunningStatistics } from './running-statistics.ts';
import type { BatchMoments } from './running-statistics.ts';
import type { Tensor } from './tf.ts';

/** One way forward and back: what `step` and `gradients` are made of. Tensors are kept; dispose of them. */
interface Derivatives {
  readonly loss: number;
  readonly gradients: readonly Tensor[];
  readonly moments: ReadonlyMap<string, BatchMoments>;
}

/**
 * A training on a backend of TensorFlow.js: masked dense float32 tensors, gradients by its own differentiation. Losses
 * and metrics are computed here from the outputs, in float64. See `Session` for the methods.
 */
export class TfjsSession implements Session {
  readonly network: Network;
  readonly #platform: Platform;
  readonly #options: SessionOptions;
  readonly #width: number;
  readonly #parameters: Parameters;
  readonly #statistics: RunningStatistics;
  readonly #corrections: Corrections;
  #updates = 0;
  #open = true;

  constructor(platform: Platform, network: Network, options: SessionOptions) {
    checkLayers(network);
    this.network = network;
    this.#platform = platform;
    this.#options = options;
    this.#width = checkNetwork(network);
    const dropout = network.layers.find(({ kind }) => kind === 'dropout');
    if (dropout !== undefined && options.dropoutStream === undefined)
      throw noDropoutStream(network.name, dropout.name);
    checkWeights(network, options.weights);
    checkMasks(network, options.masks ?? new Map());
    this.#statistics = new RunningStatistics(network);
    this.#corrections = new Corrections(options.optimizer);
    this.#parameters = this.#within(() => {
      const { optimizer, weights, masks, frozen } = options;
      const parameters = new Parameters(platform, parametersOf(network), optimizer, weights);
      parameters.setMasks(masks ?? null, frozen);
      return parameters;
    });
  }

  step(batch: Batch, learningRate: number): number {
    if (batch.indices.length !== this.#options.batch)
      throw badLength('batch', batch.indices.length, this.#options.batch);
    return this.#within(() => {
      const { loss, gradients, moments } = this.#derive(batch, 'parameters');
      this.#statistics.follow(moments);
      const corrections = this.#corrections.at(++this.#updates);
      const named = [...this.#parameters.weights.keys()].map(
        (name, i) => [name, gradients[i]!] as const,
      );
      this.#parameters.update(new Map(named), learningRate, corrections);
      for (const gradient of gradients) gradient.dispose();
      return loss;
    });
  }

  predict(batch: Batch): Float32Array {
    return this.#within(() => Float32Array.from(this.#outputs(batch)));
  }

  evaluate(batch: Batch): MetricSums {
    return this.#within(
      () => headLoss(this.network.head, this.#outputs(batch), batch, this.#width).sums,
    );
  }

  gradients(batch: Batch, scope: GradientScope): Map<string, Float32Array> {
    return this.#within(() => {
      const by = scope === 'inputs' ? 'inputs' : 'parameters';
      const { gradients } = this.#derive(batch, by);
      const values = gradients.map((gradient) => gradient.dataSync() as Float32Array);
      for (const gradient of gradients) gradient.dispose();
      if (scope === 'inputs') {
        const n = batch.indices.length;
        return new Map([['input', channelsFirst(values[0]!, n, this.network.input)]]);
      }
      const masks = scope === 'survivors' ? this.#parameters.masks : new Map<string, Uint8Array>();
      return new Map(
        parametersOf(this.network).map(({ name, shape }, i) => {
          const gradient = fromTfjs(values[i]!, shape);
          for (const [at, kept] of masks.get(name)?.entries() ?? [])
            if (kept === 0) gradient[at] = 0;
          return [name, gradient];
        }),
      );
    });
  }

  setMasks(masks: Masks | null, frozen?: Tensors): void {
    checkMasks(this.network, masks ?? new Map());
    this.#within(() => this.#parameters.setMasks(masks, frozen));
  }

  exportState(): SessionState {
    return this.#within(() => ({
      weights: this.#parameters.exportWeights(),
      slots: this.#parameters.exportSlots(),
      statistics: this.#statistics.export(),
      updates: this.#updates,
      streams: new Map(),
    }));
  }

  importState(state: SessionState): void {
    checkWeights(this.network, state.weights);
    this.#within(() => {
      this.#parameters.import(state.weights, state.slots);
      this.#statistics.import(state.statistics);
      this.#updates = state.updates;
    });
  }

  estimateStatistics(batches: Iterable<Batch>): void {
    this.#within(() => {
      if (this.#statistics.size === 0) return;
      const count = this.#statistics.average(this.#momentsOfEach(batches));
      if (count === 0) throw badValue('number of batches', 0, 'give at least one to estimate from');
    });
  }

  close(): void {
    if (!this.#open) return;
    this.#within(() => this.#parameters.dispose());
    this.#open = false;
  }

  *#momentsOfEach(batches: Iterable<Batch>): Iterable<ReadonlyMap<string, BatchMoments>> {
    const { tf } = this.#platform;
    for (const batch of batches) {
      const moments = new MomentsCollector();
      tf.tidy(() => {
        const mode = { kind: 'training', dropout: null, used: moments.take } as const;
        forward(tf, this.network, this.#parameters.weights, this.#inputs(batch), mode);
      });
      yield moments.read();
    }
  }

  /** Loss of the next update, and its derivatives by every parameter in order, or by the inputs. */
  #derive(batch: Batch, by: 'parameters' | 'inputs'): Derivatives {
    const { tf } = this.#platform;
    const { weights } = this.#parameters;
    const name = this.#options.dropoutStream?.(this.#updates + 1);
    const dropout = name === undefined ? null : new Stream(name);
    const moments = new MomentsCollector();
    let loss = 0;
    const lossOf = (outputs: Tensor): Tensor => {
      const read = Float64Array.from(outputs.dataSync());
      const { sums, gradient } = headLoss(this.network.head, read, batch, this.#width);
      loss = sums.count === 0 ? 0 : sums.loss / sums.count;
      // Not the loss, but its derivative by the outputs is the loss's own, which is a constant of this pass.
      return tf.sum(tf.mul(outputs, tf.tensor(Float32Array.from(gradient), outputs.shape)));
    };
    try {
      const gradients = tf.tidy(() => {
        const inputs = this.#inputs(batch);
        const of = by === 'inputs' ? [inputs] : [...weights.values()];
        const mode = { kind: 'training', dropout, used: moments.take } as const;
        const { grads } = tf.valueAndGrads(() =>
          lossOf(forward(tf, this.network, weights, inputs, mode)),
        )(of);
        return grads.map((gradient) => tf.keep(gradient));
      });
      return { loss, gradients, moments: moments.read() };
    } catch (error) {
      moments.read();
      throw error;
    }
  }

  /** Raw outputs `[n, width]` in evaluation mode, chunk by chunk. */
  #outputs(batch: Batch): Float64Array {
    const { tf } = this.#platform;
    const outputs = new Float64Array(batch.indices.length * this.#width);
    let at = 0;
    for (const chunk of chunksOf(batch, this.network)) {
      tf.tidy(() => {
        const momentsOf = (layer: string) => this.#statistics.momentsOf(tf, layer);
        const mode = { kind: 'evaluation', momentsOf } as const;
        const inputs = this.#inputs(chunk);
        const values = forward(tf, this.network, this.#parameters.weights, inputs, mode);
        outputs.set(values.dataSync(), at * this.#width);
      });
      at += chunk.indices.length;
    }
    return outputs;
  }

  /** The inputs of a batch, `[n, features]` or `[n, height, width, channels]`. */
  #inputs(batch: Batch): Tensor {
    const { input } = this.network;
    const n = batch.indices.length;
    const values = channelsLast(gatherInputs(batch, input), n, input);
    return this.#platform.tf.tensor(values, [n, ...imageShape(input)]);
  }

  /** Carries out `body` on this session's backend, whichever other one the process uses besides. */
  #within<T>(body: () => T): T {
    if (!this.#open) throw closed(this.network.name);
    const { tf, backend } = this.#platform;
    const before = tf.getBackend();
    if (before === backend) return body();
    // The backend was started when the session was opened, so this takes effect at once.
    void tf.setBackend(backend);
    try {
      return body();
    } finally {
      void tf.setBackend(before);
    }
  }
}
