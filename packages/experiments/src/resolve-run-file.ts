import type { RunConfig } from './config.ts';
import { configOf } from './figures.ts';
import { isPlain, issueError, parseConfig } from './parse-config.ts';
import { runFileSchema } from './run-file.ts';

/**
 * The configuration that a run file (parsed YAML or JSON) describes: its preset, or `preset` where it names
 * none, with its own values on top. An optimizer is replaced as a whole.
 *
 * Throws for unknown names and keys (with the nearest ones) and for values that are not allowed.
 */
export function resolveRunFile(input: unknown, preset = 'quick'): RunConfig {
  const parsed = runFileSchema.safeParse(input);
  if (!parsed.success) throw issueError(input, parsed.error.issues[0]!);
  const file = parsed.data;
  const base = configOf(file.experiment, file.preset ?? preset);
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(file)) {
    const below = merged[key];
    if (value === undefined) continue;
    merged[key] =
      isPlain(value) && isPlain(below) && key !== 'optimizer' ? { ...below, ...value } : value;
  }
  return parseConfig(merged);
}
