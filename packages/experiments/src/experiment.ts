import { z } from 'zod';
import { BASE_NAMES } from './base-titles.ts';
import { plotSchema } from './plots.ts';
import { partialConfigShape } from './run-file.ts';

const text = z.string().min(1);

/** How much of the paper's work a preset does, from least to most; `tiny` is for tests of the program. */
export const PRESET_NAMES = ['tiny', 'smoke', 'quick', 'reduced', 'paper'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** What may be trained at the levels of a preset beside the chain of tickets itself. */
export const VARIANTS = [
  'reinit',
  'random',
  'resample',
  'small-initial',
  'noise',
  'one-shot',
  'continued',
] as const;

/** Some keys of a configuration; of a group, some of its keys. */
const values = z.strictObject(partialConfigShape);

/**
 * Trainings of one network under one setting. Iterations (`iterations`, `schedule`, `evaluation.at`) are those of the
 * paper; presets that train shorter scale them.
 */
const armSchema = z.strictObject({
  /** Whose hyper-parameters it has: see `BASE_NAMES`. */
  base: z.enum(BASE_NAMES),
  /** What legends call it; `{value}` stands for the varied value. */
  label: text.optional(),
  /** Arms of one key share a colour, of one `dash` a dash. */
  colour: text.optional(),
  dash: text.optional(),
  /** As `network`, `{network}/dropout0.5` is the preset's network with dropout. */
  set: values.optional(),
  /** One arm for each of these values of a key, dotted: `learning_rate`, `rates.convolution`. */
  vary: z
    .strictObject({ key: text, values: z.array(z.union([z.number(), text])).min(1) })
    .optional(),
});

const presetSchema = z.strictObject({
  /** How long it takes and what it leaves out, for people. */
  about: text.optional(),
  /** Of every arm. */
  set: values.optional(),
  /** In place of the experiment's arms; iterations are meant as they stand. */
  arms: z.array(armSchema).optional(),
  plots: z.array(plotSchema).min(1).optional(),
});

/** An experiment as data: ours are of this form, and users' files. */
export const experimentSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, dots and dashes'),
  title: text,
  /** What the paper's figure shows. */
  about: text,
  /** Where it is from. */
  source: text.optional(),
  /** What of it is our choice, as a sentence for captions. */
  ours: text.optional(),
  variants: z.array(z.enum(VARIANTS)).optional(),
  /** Of every arm in every preset. */
  set: values.optional(),
  arms: z.array(armSchema),
  presets: z.partialRecord(z.enum(PRESET_NAMES), presetSchema),
  plots: z.array(plotSchema).min(1),
});

export type Experiment = z.input<typeof experimentSchema>;
export type ArmFile = Experiment['arms'][number];
export type PresetFile = NonNullable<Experiment['presets'][PresetName]>;

/** The JSON Schema (draft 2020-12) of an experiment's file, for editors. */
export const experimentJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(experimentSchema, { io: 'input' }),
  title: 'sweepstake experiment',
});
