import { configOf, settingOf } from '@sweepstake/experiments';
import type { RunConfig } from '@sweepstake/experiments';

const NAMED = ['dataset', 'network', 'backend'] as const;

/** What a run changes of its preset, as flags: `--preset quick --dataset strokes --set seed=1`. */
export function flagsOf(config: RunConfig): string {
  const base = configOf(config.experiment, config.preset);
  const named = NAMED.filter((key) => config[key] !== base[key]).map(
    (key) => `--${key} ${config[key]}`,
  );
  const settings = settingOf(config)
    .split(';')
    .filter((setting) => setting !== '')
    .map((setting) => `--set ${setting}`);
  const numbers = changedCounts(config).map((count) => `--set ${count}`);
  return [`--preset ${config.preset}`, ...named, ...settings, ...numbers].join(' ');
}

/** Keys that `settingOf` leaves out because they say how many runs there are. */
const counts = ({ trials, rounds, reinit, random }: RunConfig): [string, string][] => [
  ['trials', String(trials)],
  ['rounds', String(rounds)],
  ['reinit.rounds', String(reinit.rounds)],
  ['reinit.replicates', String(reinit.replicates)],
  ['random.rounds', String(random.rounds)],
  ['random.replicates', String(random.replicates)],
];

function changedCounts(config: RunConfig): string[] {
  const usual = new Map(counts(configOf(config.experiment, config.preset)));
  const changed = counts(config).filter(([key, value]) => usual.get(key) !== value);
  return changed.map(([key, value]) => `${key}=${value}`);
}

/** A file name for what a run makes: `figure-3-quick`, `figure-3-quick-strokes-seed-1`. */
export function fileNameOf(config: RunConfig): string {
  const base = configOf(config.experiment, config.preset);
  const named = NAMED.filter((key) => config[key] !== base[key]).map((key) => config[key]);
  const parts = [config.experiment, config.preset, ...named, settingOf(config)];
  const name = parts.filter((part) => part !== '').join('-');
  return name
    .replaceAll(/[^A-Za-z0-9._]+/g, '-')
    .slice(0, 120)
    .replace(/[-.]+$/, '');
}
