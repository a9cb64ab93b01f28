import { z } from 'zod';
import { GROUPS, SINGLES } from './config.ts';

const { optimizer, ...others } = GROUPS;

/** What a configuration may state of itself: any key, and of a group any of its keys. */
export const partialConfigShape = {
  ...z.object(SINGLES).partial().shape,
  optimizer: optimizer.optional(),
  schedule: others.schedule.partial().optional(),
  augmentation: others.augmentation.partial().optional(),
  rates: others.rates.partial().optional(),
  reinit: others.reinit.partial().optional(),
  random: others.random.partial().optional(),
  one_shot: others.one_shot.partial().optional(),
  continued: others.continued.partial().optional(),
  resample: others.resample.partial().optional(),
  small_initial: others.small_initial.partial().optional(),
  noise: others.noise.partial().optional(),
  evaluation: others.evaluation.partial().optional(),
};

/** A run described in YAML or JSON: an experiment, and what differs from its preset. */
export const runFileSchema = z.strictObject({
  experiment: z.string().min(1).describe('name of an experiment'),
  preset: z.string().min(1).optional().describe('name of one of its presets'),
  ...partialConfigShape,
});

export type RunFile = z.input<typeof runFileSchema>;

/** The JSON Schema (draft 2020-12) of a run file, for editors. */
export const runFileJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(runFileSchema, { io: 'input' }),
  title: 'sweepstake run file',
});
