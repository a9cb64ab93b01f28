import type { RunConfig } from './config.ts';
import { configOf } from './figures.ts';
import { issueError } from './parse-config.ts';
import { runFileSchema } from './run-file.ts';
import { withValues } from './with-values.ts';

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
  return withValues(base, file);
}
