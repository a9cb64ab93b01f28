import { unknownName } from './errors.ts';
import type { Scaling } from './examples.ts';
import { nearestNames } from './nearest-names.ts';
import { fashionMnistFiles, mnistFiles, type DatasetFiles } from './published-files.ts';

interface DefinitionBase {
  readonly name: string;
  readonly title: string;
  /** Shape of one example, channels first; whether a network flattens it is the network's business. */
  readonly shape: readonly number[];
  readonly classes: number;
  readonly counts: { readonly train: number; readonly test: number };
  /** Training examples held out for validation unless an experiment says otherwise. */
  readonly validation: number;
  /** By name; the first is the default. */
  readonly scalings: Readonly<Record<string, Scaling>>;
}

/** Read from published IDX files. */
export interface IdxDefinition extends DefinitionBase {
  readonly kind: 'idx';
  readonly files: DatasetFiles;
}

/** Drawn by this program. */
export interface DrawnDefinition extends DefinitionBase {
  readonly kind: 'drawn';
}

/** A data set as data: what it is and where its bytes come from. */
export type Definition = IdxDefinition | DrawnDefinition;

/** `x = v / 255`, the default. */
const unit: Scaling = { divisor: [255], offset: [0] };

/** `x = (v / 255 - mean) / std`, rearranged to `v / (255 std) - mean / std`. */
const standard = (mean: number, std: number): Scaling => ({
  divisor: [255 * std],
  offset: [mean / std],
});

const mnistShaped = {
  shape: [1, 28, 28],
  classes: 10,
  counts: { train: 60_000, test: 10_000 },
  validation: 5_000,
};

/** Every data set by name. */
export const datasets = {
  mnist: {
    ...mnistShaped,
    kind: 'idx',
    name: 'mnist',
    title: 'MNIST',
    scalings: { unit, standard: standard(0.1307, 0.3081) },
    files: mnistFiles,
  },
  'fashion-mnist': {
    ...mnistShaped,
    kind: 'idx',
    name: 'fashion-mnist',
    title: 'Fashion-MNIST',
    scalings: { unit, standard: standard(0.286, 0.353) },
    files: fashionMnistFiles,
  },
  strokes: {
    ...mnistShaped,
    kind: 'drawn',
    name: 'strokes',
    title: 'strokes (drawn digits, not MNIST)',
    scalings: { unit },
  },
} as const satisfies Readonly<Record<string, Definition>>;

/** A name in the registry. */
export type DatasetName = keyof typeof datasets;

/**
 * The definition of a data set.
 *
 * @throws SWEEPSTAKE_DATASETS_UNKNOWN with the nearest names
 */
export function getDataset(
  name: string,
  definitions: Readonly<Record<string, Definition>> = datasets,
): Definition {
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  if (definition === undefined) {
    throw unknownName('data set', name, nearestNames(name, Object.keys(definitions)));
  }
  return definition;
}

/**
 * A data set's scaling by name, or its default.
 *
 * @throws SWEEPSTAKE_DATASETS_UNKNOWN with the nearest names
 */
export function getScaling(definition: Definition, name?: string): Scaling {
  const known = Object.keys(definition.scalings);
  const chosen = name ?? known[0] ?? 'unit';
  const scaling = Object.hasOwn(definition.scalings, chosen)
    ? definition.scalings[chosen]
    : undefined;
  if (scaling === undefined) {
    throw unknownName(`scaling of ${definition.name}`, chosen, nearestNames(chosen, known));
  }
  return scaling;
}
