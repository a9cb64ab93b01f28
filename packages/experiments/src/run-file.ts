import { z } from 'zod';
import { GROUPS, SINGLES } from './config.ts';

const { optimizer, schedule, augmentation, rates, reinit, random, evaluation } = GROUPS;

/** A run described in YAML or JSON: an experiment, and what differs from its preset. */
export const runFileSchema = z.strictObject({
  experiment: z.string().min(1).describe('name of an experiment'),
  preset: z.string().min(1).optional().describe('name of one of its presets'),
  ...z.object(SINGLES).partial().shape,
  optimizer: optimizer.optional(),
  schedule: schedule.partial().optional(),
  augmentation: augmentation.partial().optional(),
  rates: rates.partial().optional(),
  reinit: reinit.partial().optional(),
  random: random.partial().optional(),
  evaluation: evaluation.partial().optional(),
});

export type RunFile = z.input<typeof runFileSchema>;

/** The JSON Schema (draft 2020-12) of a run file, for editors. */
export const runFileJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(runFileSchema, { io: 'input' }),
  title: 'sweepstake run file',
});
