import { badOptimizer, notCompiled } from './errors.ts';
import type { LayersModel, Optimizer } from './layers-tf.ts';

type Settings = ReturnType<Optimizer['getConfig']>;

/** The class of an optimiser, as TensorFlow.js serialises it. */
interface OptimizerClass {
  readonly className?: string;
  fromConfig?(cls: OptimizerClass, settings: Settings): Optimizer;
}

/**
 * Gives a compiled model a new optimiser of the same class and settings, whose slots (momentum, moments, counts of
 * updates) are empty, as a rewound training begins. The learning rate is the present one. The old optimiser is
 * disposed of: it is of no use to other models afterwards (TensorFlow.js itself leaves one scalar of a momentum
 * optimiser behind). Returns the new one.
 *
 * Throws `SWEEPSTAKE_TFJS_MODEL_NOT_COMPILED`, and `_OPTIMIZER` for a class that does not make itself from its own
 * settings.
 */
export function freshOptimizer(model: LayersModel): Optimizer {
  const old: Optimizer | undefined = model.optimizer;
  if (old === undefined) throw notCompiled(model.name);
  const cls = old.constructor as unknown as OptimizerClass;
  const type = cls.className ?? old.constructor.name;
  if (typeof cls.fromConfig !== 'function') throw badOptimizer(type, 'it has no fromConfig');
  const settings = old.getConfig();
  const fresh = cls.fromConfig(cls, settings);
  const [before, after] = [settings, fresh.getConfig()].map((given) => JSON.stringify(given));
  if (before !== after) throw badOptimizer(type, `${before} became ${after}`);
  model.optimizer = fresh;
  old.dispose();
  return fresh;
}
