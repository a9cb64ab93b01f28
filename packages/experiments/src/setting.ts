import type { RunConfig } from './config.ts';
import { configOf } from './figures.ts';

/** Keys with a column of their own, and keys that say how many runs there are, not what they are. */
const LABELS = [
  'experiment',
  'preset',
  'dataset',
  'network',
  'backend',
  'trials',
  'rounds',
  'reinit',
  'random',
];

/**
 * What differs from the experiment's preset as `key=value;key=value`, keys sorted, `''` for nothing: the
 * column `setting` of the tables. Lists are comma-separated.
 */
export function settingOf(config: RunConfig): string {
  const base = flat(configOf(config.experiment, config.preset));
  return [...flat(config)]
    .filter(([key, value]) => base.get(key) !== value)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(';');
}

function flat(config: RunConfig): Map<string, string> {
  const entries = Object.entries(config).filter(([key]) => !LABELS.includes(key));
  return new Map(
    entries.flatMap(([key, value]): [string, string][] =>
      typeof value === 'object'
        ? Object.entries(value).map(([inner, item]) => [`${key}.${inner}`, String(item)])
        : [[key, String(value)]],
    ),
  );
}
