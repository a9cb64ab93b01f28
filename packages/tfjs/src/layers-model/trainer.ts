import type { Masks, Tensors, Trained } from '@sweepstake/lottery';
import { notHeld } from './errors.ts';
import { freshOptimizer } from './fresh-optimizer.ts';
import { holdMasks } from './hold-masks.ts';
import type { MaskCallback } from './hold-masks.ts';
import type { LayersModel, LayersTf } from './layers-tf.ts';
import { setWeights, weightsOf } from './weights-of.ts';

/** Trains a model as it stands, under the callback; `round` counts prunings. */
export type Fit = (callback: MaskCallback, round: number) => Promise<unknown>;

/** The `train` of `iterativePruning` and `oneShot`. */
export type Train = (start: Tensors, masks: Masks, round: number) => Promise<Trained>;

/**
 * A compiled model as the trainer of `@sweepstake/lottery`: puts the ticket's weights into the model, gives it a
 * fresh optimiser, lets `fit` train it with masks held, and returns its weights. `fit` passes the callback to
 * `model.fit` or `model.fitDataset`, or calls its `apply()` around `model.trainOnBatch`.
 *
 * Throws `SWEEPSTAKE_TFJS_MODEL_NOT_HELD` where `fit` trained removed weights, and what its parts throw.
 */
export function trainer(tf: LayersTf, model: LayersModel, fit: Fit): Train {
  return async (start, masks, round) => {
    setWeights(tf, model, start);
    freshOptimizer(model);
    const callback = holdMasks(tf, model, masks);
    try {
      await fit(callback, round);
    } finally {
      callback.release();
    }
    const final = weightsOf(model);
    for (const [name, mask] of masks) {
      const moved = final.get(name)!.findIndex((weight, i) => mask[i] === 0 && weight !== 0);
      if (moved >= 0) throw notHeld(name, moved);
    }
    return { final };
  };
}
