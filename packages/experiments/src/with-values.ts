import type { RunConfig } from './config.ts';
import { isPlain, parseConfig } from './parse-config.ts';
import type { Plain } from './parse-config.ts';

/**
 * A configuration with some values put in its place: of a group, those that are stated; an optimizer as a whole.
 * Throws for a value that is not allowed. Nothing is mutated.
 */
export const withValues = (config: RunConfig, ...changes: readonly Plain[]): RunConfig =>
  parseConfig(changes.reduce<Plain>(merged, config));

function merged(base: Plain, change: Plain): Plain {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) continue;
    const below = result[key];
    const isGroup = isPlain(value) && isPlain(below) && key !== 'optimizer';
    result[key] = isGroup ? { ...below, ...value } : value;
  }
  return result;
}
