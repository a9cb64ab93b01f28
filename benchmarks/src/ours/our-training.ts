import { engine } from '@sweepstake/engine';
import type { Batch, Masks, MetricSums, Session, Tensors } from '@sweepstake/training';
import { NETWORK } from '../tickets.ts';
import type { Problem } from './problem.ts';

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
    problem: Problem,
    masks: Masks | undefined,
    variant: string,
  ): Promise<OurTraining> {
    const { initial: weights, optimizer, batch } = problem;
    const fastMath = variant === 'relaxed';
    const session = await engine.open(NETWORK, { weights, optimizer, masks, batch, fastMath });
    return new OurTraining(session, problem);
  }

  get iteration(): number {
    return this.#iteration;
  }

  /** Loss of the last batch; null after no step. */
  steps(count: number): number | null {
    const { batches, learningRate } = this.#problem;
    let loss: number | null = null;
    for (let i = 0; i < count; i++) {
      loss = this.#session.step(batches[this.#iteration % batches.length] as Batch, learningRate);
      this.#iteration++;
    }
    return loss;
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
