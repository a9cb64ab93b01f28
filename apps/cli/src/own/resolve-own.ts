import { loadOwn } from './load-own.ts';
import { isOwnPath, OWN_KEYS } from './own-path.ts';
import type { OwnKey } from './own-path.ts';

/**
 * Values of a run file or an experiment file with names in place of paths: wherever a key `network` or `dataset` has
 * the path of a file of one's own, at any depth, and where values of such a key are varied (`{ key, values }`), it is
 * read (`loadOwn`), and its name stands there. Everything else is taken as it is; `values` is not changed.
 *
 * @param base the folder that paths are relative to, which is that of the file
 */
export function resolveOwn<T>(values: T, base: string): T {
  return resolved(values, base) as T;
}

function resolved(value: unknown, base: string): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => resolved(entry, base));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => {
    if (isOwnKey(key)) return [key, nameOf(key, entry, base)];
    return [key, resolved(entry, base)];
  });
  const record = Object.fromEntries(entries) as Record<string, unknown>;
  const { key, values } = record;
  if (!isOwnKey(key) || !Array.isArray(values)) return record;
  return { ...record, values: values.map((entry: unknown) => nameOf(key, entry, base)) };
}

const isOwnKey = (key: unknown): key is OwnKey => OWN_KEYS.some((own) => own === key);

const nameOf = (key: OwnKey, value: unknown, base: string): unknown =>
  isOwnPath(value) ? loadOwn(key, value, base) : resolved(value, base);
