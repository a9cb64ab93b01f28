import type { z } from 'zod';
import { BEFORE, runConfigSchema } from './config.ts';
import type { RunConfig } from './config.ts';
import { badValue, otherOptimizer, unknownKey } from './errors.ts';
import type { ExperimentsError } from './errors.ts';
import { KEYS } from './keys.ts';

/** A nested record of plain values. */
export type Plain = Readonly<Record<string, unknown>>;

/** The value at a path of keys and indices, or undefined. */
export const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  );

/** The first thing that is wrong, by its dotted key, its value, and what is allowed. */
export function issueError(input: unknown, issue: z.core.$ZodIssue): ExperimentsError {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const group = path.length === 0 ? '' : `${path.join('.')}.`;
    const name = `${group}${issue.keys[0]!}`;
    // Known, so it belongs to another kind of optimizer.
    if (KEYS.has(name)) return otherOptimizer(name, String(valueAt(input, ['optimizer', 'kind'])));
    return unknownKey(name, ['experiment', 'preset', ...KEYS.keys()]);
  }
  const key = KEYS.get(path.join('.')) ?? KEYS.get(path.slice(0, -1).join('.'));
  return badValue(path.join('.'), valueAt(input, issue.path), key?.allowed ?? issue.message);
}

export const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The input, with what keys that it is too old to have meant then. */
function completed(input: unknown): unknown {
  if (!isPlain(input)) return input;
  const filled: Record<string, unknown> = { ...input };
  for (const [name, meant] of Object.entries(BEFORE)) {
    const stated = input[name];
    if (!isPlain(meant)) filled[name] = stated ?? meant;
    else if (stated === undefined || isPlain(stated)) filled[name] = { ...meant, ...stated };
  }
  return filled;
}

/** A whole configuration, checked; throws at the first key that is wrong. Nothing is mutated. */
export function parseConfig(input: unknown): RunConfig {
  const parsed = runConfigSchema.safeParse(completed(input));
  if (!parsed.success) throw issueError(input, parsed.error.issues[0]!);
  const config = parsed.data;
  if (config.rewind_to >= config.iterations)
    throw badValue('rewind_to', config.rewind_to, `below iterations (${config.iterations})`);
  const { levels, rounds } = config;
  if (levels.some((round, i) => round > rounds || round <= (levels[i - 1] ?? 0)))
    throw badValue('levels', levels, `rounds in ascending order, up to rounds (${rounds})`);
  return config;
}
