import type { Backend, Batch, Masks, MetricSums, Session, Tensors } from '@sweepstake/training';
import type { Problem } from './problem.ts';
import { backendOf, optionsOf } from './variants.ts';

/** What some steps took, in seconds, and where they ended. */
export interface Steps {
  readonly loss: number | null;
  readonly seconds: number;
  readonly gathering: number;
}

/** One training of the engine from the problem's initial weights. */
export class OurTraining {
  readonly #session: Session;
  readonly #problem: Problem;
  #iteration = 0;

  constructor(session: Session, problem: Problem) {
    this.#session = session;
    this.#problem = problem;
  }

  static async open(
    backend: Backend,
    problem: Problem,
    masks: Masks | undefined,
    variant: string,
  ): Promise<OurTraining> {
    const { network, initial: weights, optimizer, batch } = problem;
    const options = { weights, optimizer, masks, batch, ...optionsOf(variant) };
    const session = await backendOf(variant, backend).open(network, options);
    return new OurTraining(session, problem);
  }

  get iteration(): number {
    return this.#iteration;
  }

  /**
   * Trains on; the seconds of the steps alone, those of gathering batches from byte images and laying them out, and
   * the loss of the last batch, null after no step.
   */
  steps(count: number): Steps {
    const { batches, learningRate } = this.#problem;
    let loss: number | null = null;
    let seconds = 0;
    let gathering = 0;
    for (let i = 0; i < count; i++) {
      const batch = batches[this.#iteration % batches.length] as Batch;
      const begin = performance.now();
      this.#session.prepare?.(batch);
      const start = performance.now();
      loss = this.#session.step(batch, learningRate);
      const end = performance.now();
      gathering += start - begin;
      seconds += end - start;
      this.#iteration++;
    }
    return { loss, seconds: seconds / 1000, gathering: gathering / 1000 };
  }

  evaluate(split: string): MetricSums {
    return this.#session.evaluate(this.#problem.splits.get(split) as Batch);
  }

  weights(): Tensors {
    return this.#session.exportState().weights;
  }

  close(): void {
    this.#session.close();
  }
}
