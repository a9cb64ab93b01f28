import type { RunConfig } from './config.ts';
import { badValue, notAssignment, unknownKey } from './errors.ts';
import { KEYS } from './keys.ts';
import type { Key } from './keys.ts';
import { parseConfig } from './parse-config.ts';
import type { Plain } from './parse-config.ts';

/**
 * A configuration with some keys changed: `applyOverrides(config, ['rates.hidden=0.3', 'rounds=5'])`, the last
 * of equal keys wins. Lists are comma-separated (`reinit.rounds=3,7`, empty for none) or JSON. A new
 * `optimizer.kind` brings its own defaults.
 *
 * Throws for an unknown key (with the nearest ones) and for a value that is not allowed.
 */
export function applyOverrides(config: RunConfig, overrides: readonly string[]): RunConfig {
  const pairs = overrides.map(readPair);
  let input: Plain = config;
  const kind = pairs.findLast(([key]) => key.name === 'optimizer.kind')?.[1];
  if (kind !== undefined && kind !== config.optimizer.kind)
    input = { ...input, optimizer: { kind } };
  for (const [key, value] of pairs) input = withValue(input, key.name, value);
  const changed = parseConfig(input);
  for (const [key, value] of pairs) checkRounds(key, value, changed);
  return changed;
}

/** A preset's rounds of variants end with the chain; those that somebody asks for must be in it. */
function checkRounds({ name }: Key, value: unknown, { rounds }: RunConfig): void {
  if (!name.endsWith('.rounds') || !Array.isArray(value)) return;
  if (value.some((round) => Number(round) > rounds))
    throw badValue(name, value, `rounds up to rounds (${rounds})`);
}

function readPair(text: string): [Key, unknown] {
  const equals = text.indexOf('=');
  if (equals < 1) throw notAssignment(text);
  const name = text.slice(0, equals).trim();
  const key = KEYS.get(name);
  if (key === undefined) throw unknownKey(name, validNames(name));
  return [key, readValue(key.type, text.slice(equals + 1).trim())];
}

/** For the name of a group, its keys. */
function validNames(name: string): string[] {
  const inside = [...KEYS.keys()].filter((key) => key.startsWith(`${name}.`));
  return inside.length > 0 ? inside : [...KEYS.keys()];
}

/** What is not of the type stays text, which the schema then refuses by name. */
function readValue(type: Key['type'], text: string): unknown {
  if (type === 'text') return text;
  if (type === 'number') return readNumber(text);
  if (type === 'boolean') return { true: true, false: false }[text] ?? text;
  const items = text.replace(/^\[(.*)\]$/, '$1').trim();
  return items === '' ? [] : items.split(',').map(readNumber);
}

function readNumber(text: string): number | string {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? text : value;
}

function withValue(input: Plain, name: string, value: unknown): Plain {
  const [group, key] = name.split('.') as [string, string | undefined];
  if (key === undefined) return { ...input, [group]: value };
  return { ...input, [group]: { ...(input[group] as Plain), [key]: value } };
}
