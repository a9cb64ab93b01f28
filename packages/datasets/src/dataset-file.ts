import { badDatasetFile } from './errors.ts';

/** Files of one set of examples, relative to the folder. */
export interface ArrayFiles {
  readonly images: string;
  readonly labels: string;
}

/** How values become inputs: x = (v / divisor - mean) / std, per channel or with one entry for all. */
export interface OwnScaling {
  /** Null where the file does not say: 255 for bytes, 1 for floats. */
  readonly divisor: readonly number[] | null;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** What a `dataset.json` says. */
export interface DatasetFile {
  readonly name: string;
  readonly title: string;
  readonly shape: readonly number[];
  readonly classes: number;
  readonly train: ArrayFiles;
  readonly test: ArrayFiles;
  /** Training examples held out; null where the file does not say. */
  readonly validation: number | null;
  readonly scaling: OwnScaling;
}

type Entries = Readonly<Record<string, unknown>>;

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;
const MOST_CLASSES = 1_048_576;

const isWhole = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least;

/** The value as JSON, cut where it is long. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const written = JSON.stringify(value);
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}

/**
 * Reads the definition of a data set of one's own, the parsed `dataset.json` of its folder; nothing is taken for
 * granted, and nothing read from other files.
 *
 * @param file its name, for errors
 * @throws SWEEPSTAKE_DATASETS_DATASET_FILE with the path of the entry that is missing, unknown or wrong
 */
export function parseDatasetFile(value: unknown, file: string): DatasetFile {
  const refuse = (path: string, found: unknown, rule: string): Error =>
    badDatasetFile(file, `${path} is ${shown(found)}; it must be ${rule}`);

  const entriesOf = (found: unknown, path: string, known: readonly string[]): Entries => {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) {
      throw refuse(path === '' ? 'the file' : path, found, 'an object in braces');
    }
    const unknown = Object.keys(found).find((key) => !known.includes(key));
    if (unknown !== undefined) {
      const place = path === '' ? unknown : `${path}.${unknown}`;
      throw badDatasetFile(file, `${place} is not known; there are ${known.join(', ')}`);
    }
    return found as Entries;
  };

  const known = ['name', 'title', 'shape', 'classes', 'train', 'test', 'validation', 'scaling'];
  const entries = entriesOf(value, '', known);
  const { name, title = name, shape, classes, validation = null } = entries;
  if (typeof name !== 'string' || !NAME.test(name)) {
    const rule = 'a name of at most 64 letters, digits, dots, dashes and underscores';
    throw refuse('name', name, rule);
  }
  if (typeof title !== 'string' || title === '') throw refuse('title', title, 'a text');
  const isShape = Array.isArray(shape) && shape.every((side) => isWhole(side, 1));
  if (!isShape || ![1, 3].includes(shape.length)) {
    throw refuse('shape', shape, '[features] or [channels, height, width], each 1 or more');
  }
  if (!isWhole(classes, 2) || classes > MOST_CLASSES) {
    throw refuse('classes', classes, `a whole number from 2 to ${MOST_CLASSES}`);
  }
  if (validation !== null && !isWhole(validation, 1)) {
    throw refuse('validation', validation, 'a whole number of at least 1');
  }

  const filesOf = (set: 'train' | 'test'): ArrayFiles => {
    const files = entriesOf(entries[set], set, ['images', 'labels']);
    const pathOf = (key: string): string => {
      const path = files[key];
      if (isInside(path)) return path;
      throw refuse(`${set}.${key}`, path, 'the path of a file in this folder, without ..');
    };
    return { images: pathOf('images'), labels: pathOf('labels') };
  };

  const channels = shape.length === 3 ? (shape[0] as number) : 1;
  const scaling = entriesOf(entries['scaling'] ?? {}, 'scaling', ['divisor', 'mean', 'std']);
  const perChannel = (key: string, above: number): number[] | null => {
    const found = scaling[key];
    if (found === undefined) return null;
    const listed: unknown[] = Array.isArray(found) ? found : [found];
    const valid = listed.every((one) => Number.isFinite(one) && (one as number) > above);
    if (valid && [1, channels].includes(listed.length)) return listed as number[];
    const many = channels === 1 ? 'a number' : `a number, or ${channels} of them in a list`;
    throw refuse(`scaling.${key}`, found, `${many}${above === 0 ? ', above 0' : ''}`);
  };

  return {
    name,
    title,
    shape,
    classes,
    train: filesOf('train'),
    test: filesOf('test'),
    validation,
    scaling: {
      divisor: perChannel('divisor', 0),
      mean: perChannel('mean', -Infinity) ?? [0],
      std: perChannel('std', 0) ?? [1],
    },
  };
}

/** A relative path that does not leave its folder, with slashes. */
function isInside(path: unknown): path is string {
  if (typeof path !== 'string' || path === '' || /[\\\0]|^[A-Za-z]:/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '..');
}
