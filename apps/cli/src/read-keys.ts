import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { cannotRead } from './errors.ts';
import type { CliError } from './errors.ts';

/**
 * The keys and values of a YAML or JSON file. Throws where it cannot be read, and what `bad` makes of the reason where
 * it is something else.
 */
export function readKeys(
  file: string,
  bad: (file: string, why: string) => CliError,
): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw cannotRead(file, error);
  }
  let value: unknown;
  try {
    value = parse(text, { prettyErrors: true });
  } catch (error) {
    const why = (error as Error).message.split('\n')[0]!.replace(/:$/, '');
    throw bad(file, why.charAt(0).toLowerCase() + why.slice(1));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw bad(file, 'it is not a list of keys and values');
  return value as Record<string, unknown>;
}
