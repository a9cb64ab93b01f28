import type { Masks } from '@sweepstake/lottery';
import { badLength, badMaskValue, notCompiled, notPrunable } from './errors.ts';
import type {
  CustomCallback,
  LayersModel,
  LayersTf,
  Optimizer,
  Tensor,
  Variable,
} from './layers-tf.ts';
import { isKernel } from './model-parameters.ts';
import { modelWeights } from './model-weights.ts';

/** A callback of `model.fit` and `model.fitDataset` under which removed weights are exactly 0. */
export interface MaskCallback extends CustomCallback {
  /** Sets removed weights to 0 now; call it before the first `model.trainOnBatch` and after each. */
  apply(): void;
  /** Other masks from now on, also in mid-training. Weights that come back start at 0. */
  setMasks(masks: Masks): void;
  /** Frees the callback's tensors and lets go of the optimiser, as the end of a training does. */
  release(): void;
}

type Held = readonly { readonly variable: Variable; readonly mask: Tensor }[];

/**
 * Holds masks, which are copied, while `model.fit` trains: removed weights are 0 when it begins and after every
 * update, under any optimiser and regulariser. Masks are flat in the model's own order of axes, by the names of
 * `modelParameters`; kernels without a mask are whole.
 *
 * Between the beginning and the end of a training the model's optimiser applies the masks itself after each update:
 * `fit` validates before it calls `onBatchEnd`, and would else do so with removed weights that have moved. Slots of
 * the optimiser are not touched, so a weight that `setMasks` brings back has those of the time when it was removed.
 *
 * Tensors exist from the first use to the end of the training, or to `release`. Throws
 * `SWEEPSTAKE_TFJS_MODEL_MASK` and `_LENGTH` for masks that do not fit, and `_NOT_COMPILED` when a training begins
 * without an optimiser.
 */
export function holdMasks(
  tf: Pick<LayersTf, 'CustomCallback' | 'keep' | 'tensor' | 'tidy' | 'where' | 'zerosLike'>,
  model: LayersModel,
  masks: Masks,
): MaskCallback {
  let kept = checked(model, masks);
  let held: Held | null = null;
  let letGo: (() => void) | null = null;

  const free = (): void => {
    for (const { mask } of held ?? []) mask.dispose();
    held = null;
  };
  const hold = (): Held =>
    tf.tidy(() => {
      const made: { variable: Variable; mask: Tensor }[] = [];
      for (const { name, shape, variable } of modelWeights(model)) {
        const mask = kept.get(name);
        if (mask === undefined) continue;
        const tensor = tf.keep(tf.tensor(mask, [...shape], 'bool'));
        made.push({ variable: variable.read() as Variable, mask: tensor });
      }
      return made as never;
    });
  const apply = (): void => {
    held ??= hold();
    for (const { variable, mask } of held) {
      // A choice and not a product, so that removed weights of a diverged training are 0 as well.
      tf.tidy(() => variable.assign(tf.where(mask, variable, tf.zerosLike(variable))));
    }
  };
  const release = (): void => {
    letGo?.();
    letGo = null;
    free();
  };
  const begin = (): void => {
    release();
    if (model.optimizer === undefined) throw notCompiled(model.name);
    apply();
    letGo = afterUpdates(model.optimizer, apply);
  };
  const setMasks = (next: Masks): void => {
    kept = checked(model, next);
    const training = held !== null;
    free();
    if (training) apply();
  };
  const callback = new tf.CustomCallback({ onTrainBegin: begin, onTrainEnd: release });
  // As a plain object among others, or given to another copy of TensorFlow.js, its methods are taken one by one.
  const bound = METHODS.map((method) => [method, callback[method].bind(callback as never)]);
  return Object.assign(callback, Object.fromEntries(bound), { apply, setMasks, release });
}

const METHODS = [
  'onTrainBegin',
  'onTrainEnd',
  'onEpochBegin',
  'onEpochEnd',
  'onBatchBegin',
  'onBatchEnd',
] as const;

/** Calls `after` behind every update of an optimiser until the returned function is called. */
function afterUpdates(optimizer: Optimizer, after: () => void): () => void {
  const before = optimizer.applyGradients;
  const own = Object.hasOwn(optimizer, 'applyGradients');
  let active = true;
  const wrapped: typeof before = (gradients) => {
    before.call(optimizer, gradients);
    if (active) after();
  };
  optimizer.applyGradients = wrapped;
  return () => {
    active = false;
    // Somebody who wrapped it later keeps this one, which now only passes on.
    if (optimizer.applyGradients !== wrapped) return;
    if (own) optimizer.applyGradients = before;
    else Reflect.deleteProperty(optimizer, 'applyGradients');
  };
}

/** Copies of masks that fit the model. */
function checked(model: LayersModel, masks: Masks): Map<string, Uint8Array> {
  const weights = modelWeights(model).filter(isKernel);
  const sizes = new Map(weights.map(({ name, shape }) => [name, shape.reduce((a, b) => a * b, 1)]));
  for (const [name, mask] of masks) {
    const size = sizes.get(name);
    if (size === undefined) throw notPrunable(name, model.name, sizes.keys());
    if (mask.length !== size) throw badLength(`mask of ${name}`, mask.length, size);
    const wrong = mask.findIndex((bit) => bit > 1);
    if (wrong >= 0) throw badMaskValue(name, wrong, mask[wrong]!);
  }
  return new Map(Array.from(masks, ([name, mask]) => [name, mask.slice()]));
}
