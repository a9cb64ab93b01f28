import type { Optimizer } from '@sweepstake/training';
import type * as kernels from '@sweepstake/tfjs-kernels';
import type { Update, UpdateRule, Updated } from './platform.ts';
import type { Tf } from './tf.ts';

/** Updates in place, by the fused kernels of `@sweepstake/tfjs-kernels` on the wasm backend. */
export const fusedUpdate =
  ({ adamStep, momentumStep, sgdStep }: typeof kernels): UpdateRule =>
  (tf: Tf, optimizer: Optimizer, update: Update): Updated => {
    const { weight, slots, gradient, mask, learningRate, corrections } = update;
    const updating = { weight, gradient, mask };
    switch (optimizer.kind) {
      case 'sgd':
        sgdStep(tf, updating, { ...optimizer, learningRate });
        break;
      case 'momentum':
        momentumStep(
          tf,
          { ...updating, velocity: slots.get('velocity')! },
          { ...optimizer, learningRate },
        );
        break;
      case 'adam': {
        const [correction1, correction2] = corrections;
        adamStep(
          tf,
          { ...updating, m: slots.get('m')!, v: slots.get('v')! },
          { ...optimizer, learningRate, correction1, correction2 },
        );
      }
    }
    return { weight, slots };
  };
