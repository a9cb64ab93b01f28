import { badOption, badSuffix, misspelled } from './errors.ts';

/** What the suffixes of a name ask for. */
export interface Variant {
  /** Name of the network; the zoo's with suffixes when left out. */
  readonly name?: string | undefined;
  /** Factor of every count of channels and hidden widths, at most six decimals; 1 when left out. */
  readonly width?: number | undefined;
  /** Rate after every hidden dense layer of a Conv-N; 0 when left out. */
  readonly dropout?: number | undefined;
}

/** A variant of a network without hidden dense layers. */
export type WidthVariant = Omit<Variant, 'dropout'>;

/** Suffixes in the order in which a name has them. */
export const SUFFIXES = ['w', 'dropout'] as const;
export type Suffix = (typeof SUFFIXES)[number];

const WIDEST = 100;
const MILLION = 1_000_000;
const SUFFIX = /^(w|dropout)([0-9.]+)$/;

const sixDecimals = (value: number): boolean => Math.round(value * MILLION) / MILLION === value;
const isFactor = (value: number): boolean => value > 0 && value <= WIDEST && sixDecimals(value);
const FACTOR_RULE = `a factor is above 0 and at most ${WIDEST}, with at most six decimals`;

/**
 * How the variant of a network narrows a count: times the factor, rounded half up, at least 1. Throws
 * `SWEEPSTAKE_MODELS_OPTION` for a factor that cannot be.
 */
export function narrowing(name: string, { width = 1 }: Variant): (count: number) => number {
  if (!isFactor(width)) throw badOption(name, 'width', [width], FACTOR_RULE);
  // Whole numbers, so that a half is a half and not the nearest float64.
  const millionths = Math.round(width * MILLION);
  return (count) => Math.max(1, Math.floor((2 * count * millionths + MILLION) / (2 * MILLION)));
}

/** The variant's own name, or the one spelling of a base with its suffixes. */
export function nameOfVariant(base: string, { name, width = 1, dropout = 0 }: Variant): string {
  const suffixes = `${width === 1 ? '' : `/w${width}`}${dropout === 0 ? '' : `/dropout${dropout}`}`;
  return name ?? base + suffixes;
}

/**
 * Reads `<base>[/w<factor>][/dropout<rate>]`; the base is taken as it is. `takes` says which suffixes the base may
 * have. Throws `SWEEPSTAKE_MODELS_SUFFIX` for a suffix or number that cannot be, and `SWEEPSTAKE_MODELS_SPELLING`
 * where the same network has another spelling: suffixes in this order, numbers without needless digits, no factor
 * of 1 and no rate of 0.
 */
export function parseVariant(name: string, takes: readonly Suffix[]): Required<Variant> {
  const [base, ...parts] = name.split('/') as [string, ...string[]];
  const found = new Map<Suffix, number>();
  for (const part of parts) {
    const match = SUFFIX.exec(part);
    const kind = match?.[1] as Suffix | undefined;
    const value = Number(match?.[2]);
    if (kind === undefined || !takes.includes(kind)) throw badSuffix(name, part, rule(base, takes));
    if (found.has(kind)) throw badSuffix(name, part, `there is a second /${kind}`);
    if (kind === 'w' && !isFactor(value)) throw badSuffix(name, part, FACTOR_RULE);
    if (kind === 'dropout' && !(value >= 0 && value < 1 && sixDecimals(value))) {
      throw badSuffix(name, part, 'a rate is in 0..1 and below 1, with at most six decimals');
    }
    found.set(kind, value);
  }
  const width = found.get('w') ?? 1;
  const dropout = found.get('dropout') ?? 0;
  const canonical = nameOfVariant(base, { width, dropout });
  if (canonical !== name) throw misspelled(name, canonical);
  return { name, width, dropout };
}

const rule = (base: string, takes: readonly Suffix[]): string =>
  takes.length === 0
    ? `${base} takes no suffix`
    : `${base} takes ${takes.map((s) => (s === 'w' ? '/w<factor>' : '/dropout<rate>')).join(' and ')}`;
