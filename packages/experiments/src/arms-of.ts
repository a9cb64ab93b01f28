import type { PresetArm } from './arms.ts';
import type { RunConfig } from './config.ts';
import { presetOf } from './figures.ts';
import { isPlain } from './parse-config.ts';
import type { Plain } from './parse-config.ts';
import { differences } from './setting.ts';
import { STAND_IN, standInOf } from './stand-in.ts';
import { withValues } from './with-values.ts';

/** One network under one setting, as it is run. */
export interface Arm extends Omit<PresetArm, 'base'> {
  /** What differs from the arm's network in this preset: the column `setting` of the tables; '' for nothing. */
  readonly setting: string;
}

/**
 * What a configuration trains: the arms of its preset, each with the values in which the configuration differs from
 * its preset. Arms that become equal are one.
 */
export function armsOf(config: RunConfig): Arm[] {
  const { config: usual, arms } = presetOf(config.experiment, config.preset);
  const changes = changed(usual, config);
  const found = new Map<string, Arm>();
  for (const { base, ...arm } of arms) {
    const own = withValues(arm.config, changes);
    const dataset = own.dataset === STAND_IN ? standInOf(arm.config.dataset) : own.dataset;
    const final = withValues(own, { dataset });
    const setting = differences(final, base);
    const key = [dataset, final.network, setting].join(' ');
    if (!found.has(key)) found.set(key, { ...arm, config: final, setting });
  }
  return [...found.values()];
}

/** The values of `to` that are not those of `from`; of groups, the keys that differ, of another optimizer all. */
function changed(from: Plain, to: Plain): Plain {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(to)) {
    const before = from[key];
    if (JSON.stringify(before) === JSON.stringify(value)) continue;
    values[key] =
      isPlain(value) && isPlain(before) && key !== 'optimizer' ? changed(before, value) : value;
  }
  return values;
}
