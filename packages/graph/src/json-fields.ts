import { badField, notObject, unknownField } from './errors.ts';

/** Where a value stands: `net.json`, `layers[2].kernel`. */
export interface JsonPlace {
  readonly file: string;
  /** Empty for the whole file. */
  readonly path: string;
}

/** The entries of a JSON object, asked for one by one, so that each error names its file and path. */
export class JsonFields {
  readonly place: JsonPlace;
  readonly #entries: ReadonlyMap<string, unknown>;
  readonly #asked = new Set<string>();

  /** Throws `SWEEPSTAKE_GRAPH_JSON` unless the value is an object. */
  constructor(value: unknown, place: JsonPlace) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw notObject(place, value);
    }
    this.place = place;
    this.#entries = new Map(Object.entries(value));
  }

  at(key: string): JsonPlace {
    const { file, path } = this.place;
    return { file, path: path === '' ? key : `${path}.${key}` };
  }

  /**
   * The entry as `read` understands it, which gives undefined for what it must not be; `fallback` where the entry is
   * absent and one is given. Throws `SWEEPSTAKE_GRAPH_JSON` with the rule.
   */
  take<T>(
    key: string,
    read: (value: unknown) => T | undefined,
    rule: string,
    ...fallback: readonly T[]
  ): T {
    this.#asked.add(key);
    const value = this.#entries.get(key);
    if (value === undefined && fallback.length > 0) return fallback[0]!;
    const found = value === undefined ? undefined : read(value);
    if (found === undefined) throw badField(this.at(key), value, rule);
    return found;
  }

  /** A whole number of at least `least`. */
  whole(key: string, least: 0 | 1, ...fallback: readonly number[]): number {
    const rule = `a whole number of at least ${least}`;
    return this.take(key, (value) => wholeOf(value, least), rule, ...fallback);
  }

  /** A finite number; ranges are the network's own checks. */
  number(key: string, ...fallback: readonly number[]): number {
    return this.take(key, numberOf, 'a number', ...fallback);
  }

  /** Throws for the first entry that nobody asked for. `what` has the entries, in the message. */
  end(what: string): void {
    for (const key of this.#entries.keys()) {
      if (!this.#asked.has(key)) throw unknownField(this.at(key), what, [...this.#asked]);
    }
  }
}

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

export const flagOf = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : undefined;

const numberOf = (value: unknown): number | undefined =>
  Number.isFinite(value) ? (value as number) : undefined;

export const wholeOf = (value: unknown, least: number): number | undefined =>
  Number.isSafeInteger(value) && (value as number) >= least ? (value as number) : undefined;

/** A list whose entries `read` understands, of one of the lengths where some are given. */
export function listOf<T>(
  value: unknown,
  read: (entry: unknown) => T | undefined,
  ...lengths: readonly number[]
): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  if (lengths.length > 0 && !lengths.includes(value.length)) return undefined;
  const entries = value.map((entry) => read(entry));
  return entries.includes(undefined) ? undefined : (entries as T[]);
}
