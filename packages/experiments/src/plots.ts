import { z } from 'zod';

const text = z.string().min(1);

/** What runs are called in tables and figures; noise by its standard deviations. */
const variant = z
  .string()
  .regex(
    /^(?:ticket|reinit|random|resample|small-initial|noise-\d+(?:\.\d+)?|one-shot|one-shot-reinit|continued)$/,
    'ticket, reinit, random, resample, small-initial, noise-0.5, one-shot, one-shot-reinit or continued',
  );
const variants = z.array(variant).min(1);

/** Numbers of a training; accuracies are fractions. */
const metric = z.enum([
  'early_stop_iteration',
  'validation_accuracy',
  'validation_loss',
  'test_accuracy',
  'test_loss',
  'train_accuracy',
  'train_loss',
]);
/** Part of the file name: `4a` of `figure-4`; none for the only plot. */
const name = z
  .string()
  .regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and dashes')
  .optional();
/** By default the experiment's. */
const title = text.optional();

/** A metric over iterations: one line per variant and round, coloured by percent remaining. */
const curves = z.strictObject({
  kind: z.literal('curves'),
  name,
  title,
  metric,
  panels: z
    .array(
      z.strictObject({
        title: text,
        /** Rounds that a preset does not train are simply absent. */
        series: z.array(z.strictObject({ variant, rounds: z.array(z.int().min(0)) })),
      }),
    )
    .min(1),
});

/** Metrics against what remains: one line per variant and arm. */
const levels = z.strictObject({
  kind: z.literal('levels'),
  name,
  title,
  /** Percent remaining on a logarithmic axis (the default) or a linear one, or the number of weights. */
  x: z.enum(['percent', 'percent-linear', 'weights']).optional(),
  /** Panels in a row. */
  columns: z.int().min(1).optional(),
  /** What lines of one colour have in common; by default variants for one arm, else arms. */
  colour: z.enum(['variant', 'arm']).optional(),
  /** For grids of one quantity: colours in an order. */
  palette: z.enum(['categories', 'sequence']).optional(),
  panels: z
    .array(
      z.strictObject({
        title: text,
        metric,
        /** Early stop, the last iteration, or the n-th of `evaluation.at` (from 1). */
        at: z.union([z.enum(['early_stop', 'end']), z.int().min(1)]),
        variants,
        /** Only arms of these names; by default all. */
        arms: z.array(text).min(1).optional(),
      }),
    )
    .min(1),
});

/** Densities of weights or of units' connections (appendix F). */
const distributions = z.strictObject({
  kind: z.literal('distributions'),
  name,
  title,
  analysis: z.enum([
    'initial-weights',
    'distance-moved',
    'magnitude-change',
    'incoming',
    'outgoing',
  ]),
  /** Rounds whose masks are looked at; those that a preset does not train are simply absent. */
  rounds: z.array(z.int().min(0)).min(1),
  /** One panel per round or per layer; lines are the others. */
  panels: z.enum(['round', 'layer']),
  columns: z.int().min(1).optional(),
});

/** Words and numbers that need no run. */
const table = z.strictObject({
  kind: z.literal('table'),
  name,
  title,
  header: z.array(text).min(1),
  rows: z.array(z.array(z.string())).min(1),
});

/** What is drawn of an experiment's runs. */
export const plotSchema = z.discriminatedUnion('kind', [curves, levels, distributions, table]);

export type Plot = z.output<typeof plotSchema>;
export type CurvesPlot = z.output<typeof curves>;
export type LevelsPlot = z.output<typeof levels>;
export type DistributionsPlot = z.output<typeof distributions>;
export type TablePlot = z.output<typeof table>;
