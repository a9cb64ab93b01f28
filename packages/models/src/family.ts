import type { Network } from '@sweepstake/graph';
import { conv } from './conv.ts';
import { badFamily } from './errors.ts';
import { resnet } from './resnet.ts';
import { vgg } from './vgg.ts';

/** A network by its family's own numbers, as the metadata of recorded runs has it. */
export type FamilyDescription =
  | {
      readonly family: 'conv';
      readonly stages: readonly (readonly number[])[];
      /** Hidden widths, then the classes. */
      readonly fc: readonly number[];
    }
  | {
      readonly family: 'resnet';
      readonly widths: readonly number[];
      readonly blocks: number;
      readonly classes: number;
    }
  | {
      readonly family: 'vgg';
      readonly layers: readonly (number | 'M')[];
      readonly classes: number;
    };

const FIELDS = {
  conv: ['stages', 'fc'],
  resnet: ['widths', 'blocks', 'classes'],
  vgg: ['layers', 'classes'],
} as const;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
const isList = (value: unknown, valid: (entry: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => valid(entry));
const isCounts = (value: unknown): boolean => isList(value, isCount);

const RULES: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  stages: [(value) => isList(value, isCounts), 'a list of lists of whole numbers above 0'],
  fc: [isCounts, 'a list of whole numbers above 0, the last one the classes'],
  widths: [isCounts, 'a list of whole numbers above 0'],
  layers: [
    (value) => isList(value, (entry) => entry === 'M' || isCount(entry)),
    "a list of whole numbers above 0 and 'M'",
  ],
  blocks: [isCount, 'a whole number above 0'],
  classes: [isCount, 'a whole number above 0'],
};

/** The description with every field checked; throws naming the first that is wrong. */
function checked(description: unknown): FamilyDescription {
  if (typeof description !== 'object' || description === null || Array.isArray(description)) {
    throw badFamily('the description', description, 'an object with a family');
  }
  const fields = new Map(Object.entries(description));
  const family: unknown = fields.get('family');
  if (typeof family !== 'string' || !Object.hasOwn(FIELDS, family)) {
    throw badFamily('family', family, Object.keys(FIELDS).join(' or '));
  }
  const wanted: readonly string[] = FIELDS[family as keyof typeof FIELDS];
  for (const key of wanted) {
    const [valid, rule] = RULES[key]!;
    if (!valid(fields.get(key))) throw badFamily(`${key} of ${family}`, fields.get(key), rule);
  }
  for (const [key, value] of fields) {
    if (key === 'family' || wanted.includes(key)) continue;
    throw badFamily(`${key} of ${family}`, value, `left out; ${family} has ${wanted.join(', ')}`);
  }
  return description as FamilyDescription;
}

/**
 * The network of a family description, for images of `[3, 32, 32]`, such as
 * `{ family: 'resnet', widths: [4, 8, 16], blocks: 2, classes: 10 }`. Its name spells out the
 * numbers, `resnet(4,8,16;2;10)`; it is not a name for `modelByName`.
 *
 * `description` is data from outside: throws `SWEEPSTAKE_MODELS_FAMILY` naming the field that is
 * missing, wrong or unknown.
 */
export function networkOfFamily(description: unknown): Network {
  const found = checked(description);
  switch (found.family) {
    case 'conv': {
      const { stages, fc } = found;
      return conv({ stages, fc: fc.slice(0, -1), classes: fc.at(-1) });
    }
    case 'resnet':
      return resnet({ widths: found.widths, blocks: found.blocks, classes: found.classes });
    case 'vgg':
      return vgg({ layers: found.layers, classes: found.classes });
  }
}
