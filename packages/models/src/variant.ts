import { badSuffix, misspelled } from './errors.ts';

/** What the suffixes of a name ask for. */
export interface Variant {
  /** Name of the network; the zoo's when left out. */
  readonly name?: string | undefined;
  /** Factor of every count of channels and hidden widths, at most four decimals; 1 when left out. */
  readonly width?: number | undefined;
  /** Rate after every hidden dense layer of a Conv-N; 0 when left out. */
  readonly dropout?: number | undefined;
}

/** Suffixes in the order in which a name has them. */
export const SUFFIXES = ['w', 'dropout'] as const;
export type Suffix = (typeof SUFFIXES)[number];

const WIDEST = 100;
const SUFFIX = /^(w|dropout)([0-9.]+)$/;

/** A count times a factor, rounded half up, at least 1. Exact for factors of four decimals. */
export function narrowed(count: number, factor = 1): number {
  const tenThousandths = Math.round(factor * 10_000);
  return Math.max(1, Math.floor((2 * count * tenThousandths + 10_000) / 20_000));
}

const fourDecimals = (value: number): boolean => Math.round(value * 10_000) / 10_000 === value;

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
    if (kind === 'w' && !(value > 0 && value <= WIDEST && fourDecimals(value))) {
      const range = `a factor is above 0 and at most ${WIDEST}, with at most four decimals`;
      throw badSuffix(name, part, range);
    }
    if (kind === 'dropout' && !(value >= 0 && value < 1 && fourDecimals(value))) {
      throw badSuffix(name, part, 'a rate is in 0..1 and below 1, with at most four decimals');
    }
    found.set(kind, value);
  }
  const width = found.get('w') ?? 1;
  const dropout = found.get('dropout') ?? 0;
  const suffixes = `${width === 1 ? '' : `/w${width}`}${dropout === 0 ? '' : `/dropout${dropout}`}`;
  if (base + suffixes !== name) throw misspelled(name, base + suffixes);
  return { name, width, dropout };
}

const rule = (base: string, takes: readonly Suffix[]): string =>
  takes.length === 0
    ? `${base} takes no suffix`
    : `${base} takes ${takes.map((s) => (s === 'w' ? '/w<factor>' : '/dropout<rate>')).join(' and ')}`;
