import type { Optimizer } from '@sweepstake/training';

/** Adam's bias corrections 1 - beta^t, with the powers as running products. */
export class Corrections {
  readonly #betas: readonly [number, number];
  #powers: [number, number] = [1, 1];
  #t = 0;

  constructor(optimizer: Optimizer) {
    this.#betas = optimizer.kind === 'adam' ? [optimizer.beta1, optimizer.beta2] : [0, 0];
  }

  /** Those of update t = 1, 2, ...; quick where t is the one after the last that was asked for. */
  at(t: number): readonly [number, number] {
    if (t < this.#t) {
      this.#t = 0;
      this.#powers = [1, 1];
    }
    for (; this.#t < t; this.#t++)
      this.#powers = [this.#powers[0] * this.#betas[0], this.#powers[1] * this.#betas[1]];
    return [1 - this.#powers[0], 1 - this.#powers[1]];
  }
}
