import { badValue, unsupported } from './errors.ts';
import { ADAM } from './optimizer.ts';
import type { Optimizer } from './optimizer.ts';

type Options = Readonly<Record<string, number>>;

/** What the options of a recording's optimiser are where it does not say; the keys are all that there are. */
const USUAL: Readonly<Record<Optimizer['kind'], Options>> = {
  sgd: {},
  momentum: { momentum: 0.9 },
  adam: optionsOf(ADAM),
};

/**
 * The optimiser that the metadata names: `options` is JSON such as `{"beta2": 0.98}` for what is not usual, or absent.
 * Throws for an unknown optimiser or option, and for a value out of range.
 */
export function parseOptimizer(
  kind: string,
  weightDecay: number,
  options: string | undefined,
): Optimizer {
  if (!Object.hasOwn(USUAL, kind))
    throw unsupported(`optimizer '${kind}'`, 'use sgd, momentum or adam');
  const usual = USUAL[kind as Optimizer['kind']];
  return { kind, ...usual, ...parseOptions(usual, options), weightDecay } as Optimizer;
}

/** The metadata that `parseOptimizer` reads: `optimizer`, `weight_decay`, and `optimizer_options` where unusual. */
export function optimizerMetadata(optimizer: Optimizer): Record<string, string> {
  const { kind, weightDecay } = optimizer;
  const usual = USUAL[kind];
  const unusual = Object.entries(optionsOf(optimizer)).filter(
    ([key, value]) => value !== usual[key],
  );
  return {
    optimizer: kind,
    weight_decay: String(weightDecay),
    ...(unusual.length > 0 && { optimizer_options: JSON.stringify(Object.fromEntries(unusual)) }),
  };
}

function optionsOf(optimizer: Optimizer): Options {
  const options = Object.entries(optimizer).filter(
    ([key]) => key !== 'kind' && key !== 'weightDecay',
  );
  return Object.fromEntries(options) as Options;
}

function parseOptions(usual: Options, text: string | undefined): Options {
  if (text === undefined) return {};
  const name = "metadata 'optimizer_options'";
  const keys = Object.keys(usual);
  const remedy = `give JSON with ${keys.length === 0 ? 'no keys' : `numbers for ${keys.join(', ')}`}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badValue(name, text, remedy);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badValue(name, text, remedy);
  for (const [key, option] of Object.entries(value)) {
    const inRange =
      typeof option === 'number' && (key === 'epsilon' ? option > 0 : isFraction(option));
    if (!keys.includes(key) || !inRange) throw badValue(name, text, remedy);
  }
  return value as Options;
}

const isFraction = (value: number): boolean => value >= 0 && value < 1;
