import type { TfjsError } from '../errors.ts';

const failure = (what: string, message: string): TfjsError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_TFJS_MODEL_${what}` as const });

const list = (names: Iterable<string>): string => [...names].join(', ') || 'none';
const text = (shape: readonly (number | null)[]): string =>
  `[${shape.map((size) => size ?? 'any').join(', ')}]`;

/** A layer of a model by its position from 1, its name and its type. */
export interface Place {
  readonly position: number;
  readonly name: string;
  readonly type: string;
}

const at = ({ position, name, type }: Place): string =>
  `layer ${position} '${name}' of type ${type}`;

/** A model without layers. */
export const notBuilt = (model: string): TfjsError =>
  failure('NOT_BUILT', `model '${model}' has no layers, and so no weights; add some first`);

/** A model without an optimiser. */
export const notCompiled = (model: string): TfjsError =>
  failure('NOT_COMPILED', `model '${model}' has no optimiser; call model.compile first`);

/** A weight that is not of float32. */
export const badDtype = (weight: string, dtype: string): TfjsError =>
  failure('DTYPE', `weight ${weight} is of dtype ${dtype}; only float32 can be pruned and rewound`);

/** A name that the model does not have, or that only it has. */
export const unknownWeight = (name: string, model: string, valid: Iterable<string>): TfjsError =>
  failure('WEIGHT', `model '${model}' has no weight '${name}'; it has ${list(valid)}`);

export const missingWeight = (name: string, model: string): TfjsError =>
  failure(
    'WEIGHT',
    `the tensors have no ${name}, which model '${model}' has; begin with weightsOf(model)`,
  );

/** A mask of something that is not trained, or not a kernel. */
export const notPrunable = (name: string, model: string, valid: Iterable<string>): TfjsError =>
  failure('MASK', `${name} of model '${model}' cannot be pruned; a mask can be of ${list(valid)}`);

export const badMaskValue = (name: string, index: number, value: number): TfjsError =>
  failure('MASK', `mask of ${name} is ${value} at index ${index}; only 0 and 1 are allowed`);

export const badLength = (name: string, actual: number, expected: number): TfjsError =>
  failure('LENGTH', `${name} has ${actual} entries, not ${expected}; give one entry per element`);

/** A training that moved removed weights. */
export const notHeld = (name: string, index: number): TfjsError =>
  failure(
    'NOT_HELD',
    `weight ${index} of ${name} is removed and was trained; ` +
      'pass the callback to model.fit, or call its apply() after every batch',
  );

/** An optimiser that cannot be made anew. */
export const badOptimizer = (type: string, why: string): TfjsError =>
  failure(
    'OPTIMIZER',
    `an optimiser of type ${type} cannot be made anew from its own settings (${why}); ` +
      'set model.optimizer yourself',
  );

/** A weight whose value at iteration 0 is not known here. */
export const notDrawable = (weight: string, place: Place): TfjsError =>
  failure(
    'INITIALISE',
    `${at(place)}: there is no rule to draw its weight ${weight}; set the model's weights yourself`,
  );

export const badBatch = (batch: number, examples: number): TfjsError =>
  failure('BATCH', `batch is ${batch}; it must be a whole number in 1..${examples}, the examples`);

export const unequalCounts = (x: number, y: number): TfjsError =>
  failure('BATCH', `x has ${x} examples and y has ${y}; give one target per example`);

/** A layer, or a way to use one, that networks do not have. */
export const untranslatable = (place: Place, why: string): TfjsError =>
  failure('LAYER', `${at(place)} has no translation: ${why}`);

export const severalEnds = (model: string, inputs: number, outputs: number): TfjsError =>
  failure(
    'ENDS',
    `model '${model}' has ${inputs} inputs and ${outputs} outputs; only one of each is translated`,
  );

/** A model whose input has no fixed shape that networks know. */
export const badInput = (model: string, shape: readonly (number | null)[]): TfjsError =>
  failure(
    'INPUT',
    `an example of model '${model}' has shape ${text(shape)}; it must be [features] or [height, width, channels]`,
  );

/** A network that a model cannot hold. */
export const badNetworkInput = (network: string, shape: readonly number[]): TfjsError =>
  failure(
    'INPUT',
    `an example of ${network} has shape ${text(shape)}; it must be [features] or [channels, height, width]`,
  );

export const unreadLayer = (position: number, layer: string, network: string): TfjsError =>
  failure(
    'UNREAD',
    `layer ${position} '${layer}' of ${network} is read by nothing, and a model cannot hold it; leave it out`,
  );

export const noArtifacts = (what: string): TfjsError =>
  failure('FILES', `the model was given to be saved without ${what}; save it whole`);
