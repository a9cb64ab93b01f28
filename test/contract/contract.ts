import type { Backend } from '@sweepstake/training';
import { afterAll, describe, expect, it } from 'vitest';
import { describeAgreement } from './agreement.ts';
import { comparison } from './compare.ts';
import { describeEvaluation } from './evaluation.ts';
import { describeGradients } from './gradients.ts';
import { describeImageAgreement } from './image-agreement.ts';
import { describeImages } from './images.ts';
import { describeMasks } from './masks.ts';
import { describeState } from './state.ts';
import { makeSuite } from './suite.ts';

export interface ContractOptions {
  /**
   * What the backend has not built yet: a head (`class-per-position`, `regression`), `frozen`, `convolution` (networks
   * of images, with every layer they have but dropout) or `dropout`. A listed feature has to be refused with an error
   * whose code ends in `_NOT_BUILT` and whose message names it.
   */
  readonly refuses?: readonly string[];
}

/** One suite for every backend: what `Backend` and `Session` promise. Prints the largest difference seen. */
export function describeContract(backend: Backend, { refuses = [] }: ContractOptions = {}): void {
  describe(`the contract on ${backend.name}`, () => {
    const differences = comparison();
    const suite = makeSuite(backend, refuses, differences);

    it('names its numerics', () => {
      expect(backend.numerics).toMatch(/^[a-z0-9.-]+$/);
    });
    describeGradients(suite);
    describeMasks(suite);
    describeState(suite);
    describeEvaluation(suite);
    describeAgreement(suite);
    describeImages(suite);
    describeImageAgreement(suite);

    afterAll(() => console.log(`contract on ${backend.name}: ${differences.summary()}`));
  });
}
