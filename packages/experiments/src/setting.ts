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
  'one_shot',
  'continued',
  'resample',
  'small_initial',
  'noise',
];

/**
 * What differs from the experiment's preset as `key=value;key=value`, keys sorted, `''` for nothing. Lists are
 * comma-separated.
 */
export const settingOf = (config: RunConfig): string =>
  differences(config, configOf(config.experiment, config.preset));

/** What differs from another configuration, in the same form. */
export function differences(config: RunConfig, from: RunConfig): string {
  const base = flat(from);
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
      typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(value).map(([inner, item]) => [`${key}.${inner}`, String(item)])
        : [[key, String(value)]],
    ),
  );
}
