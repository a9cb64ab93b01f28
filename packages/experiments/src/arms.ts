import { BASE_TITLES } from './base-titles.ts';
import type { BaseName } from './base-titles.ts';
import { baseOf } from './bases.ts';
import { NO_BRANCHES } from './bases/base.ts';
import type { RunConfig } from './config.ts';
import type { ArmFile, Experiment, PresetName } from './experiment.ts';
import type { Plain } from './parse-config.ts';
import { scaledIterations } from './scaled-iterations.ts';
import { branchesOf } from './variants.ts';
import { withValues } from './with-values.ts';

/** One network under one setting, as its preset has it. */
export interface PresetArm {
  readonly config: RunConfig;
  /** What the column `setting` counts from. */
  readonly base: RunConfig;
  /** The network of the paper that it is, maybe narrower. */
  readonly network: BaseName;
  /** What legends call it. */
  readonly label: string;
  readonly colour?: string | undefined;
  readonly dash?: string | undefined;
}

/** The arms of a preset, in the file's order; throws for a value that is not allowed. */
export function presetArms(experiment: Experiment, preset: PresetName): PresetArm[] {
  const file = experiment.presets[preset] ?? {};
  const isScaled = file.arms === undefined;
  return (file.arms ?? experiment.arms).flatMap((arm) => {
    const base = baseConfig(experiment, preset, arm);
    const factor = isScaled ? base.iterations / baseOf(arm.base, 'paper').iterations : 1;
    return variations(arm).map(({ values, label }) => ({
      base,
      config: withBranches(
        withValues(base, ...values.map((value) => fitted(value, base.network, factor))),
        base,
      ),
      network: arm.base,
      label,
      colour: arm.colour,
      dash: arm.dash,
    }));
  });
}

/** What an arm is without what is its own. */
export function baseConfig(
  { name, variants = [], set = {}, presets }: Experiment,
  preset: PresetName,
  { base }: Pick<ArmFile, 'base'>,
): RunConfig {
  const own = presets[preset]?.set ?? {};
  const start = { experiment: name, preset, ...baseOf(base, preset) };
  const chain = withValues(start, set as Plain, own as Plain);
  return withValues(chain, branchesOf(variants, chain), set as Plain, own as Plain);
}

/** An arm with rounds of its own has its branches at those. */
function withBranches(config: RunConfig, base: RunConfig): RunConfig {
  const limit = (rounds: readonly number[]): number[] =>
    rounds.filter((round) => round <= config.rounds);
  if (config.rounds >= base.rounds) return config;
  const branches = Object.keys(NO_BRANCHES) as (keyof typeof NO_BRANCHES)[];
  const limited = branches.flatMap((name) => {
    const branch = config[name];
    return 'rounds' in branch ? [[name, { rounds: limit(branch.rounds) }] as const] : [];
  });
  return withValues(config, Object.fromEntries(limited));
}

/** An arm's values at the size of its preset: `{network}` is the preset's network. */
function fitted(values: Plain, network: string, factor: number): Plain {
  const scaled = scaledIterations(values, factor);
  const { network: own } = scaled;
  return typeof own === 'string'
    ? { ...scaled, network: own.replaceAll('{network}', network) }
    : scaled;
}

interface Variation {
  /** Later ones win. */
  readonly values: readonly Plain[];
  readonly label: string;
}

function variations({ base, label, set, vary }: ArmFile): Variation[] {
  const own = set === undefined ? [] : [set as Plain];
  if (vary === undefined) return [{ values: own, label: label ?? BASE_TITLES[base] }];
  return vary.values.map((value) => ({
    values: [...own, nested(vary.key, value)],
    label: (label ?? '{value}').replaceAll('{value}', String(value)),
  }));
}

/** `rates.hidden`, 0.3 as `{ rates: { hidden: 0.3 } }`. */
function nested(key: string, value: unknown): Plain {
  const [group, inner] = key.split('.') as [string, string | undefined];
  return inner === undefined ? { [group]: value } : { [group]: { [inner]: value } };
}
