import type { Claim } from './claim.ts';
import { referenceRounds } from './compared.ts';
import { formatSetting } from './setting.ts';
import type { Setting } from './setting.ts';
import type { Comparison, Runs } from './statistic.ts';

/** Runs that a claim needs, of one variant of one network under one setting. */
export interface Needed {
  readonly experiment: string;
  readonly preset: string;
  readonly dataset: string;
  /** The paper's name; the preset may narrow it. */
  readonly network: string;
  readonly variant: string;
  /** In ascending order; shorter presets train some of them only. */
  readonly rounds: readonly number[];
  /** As in the tables; `wanted` matches it. */
  readonly setting: string;
  readonly wanted: Setting;
  readonly trials: number;
  /** The analysis of weights that is read instead of the runs' numbers. */
  readonly analysis?: string;
}

interface Part {
  readonly variant: string;
  readonly rounds: readonly number[];
  readonly experiment?: string;
  readonly network?: string;
  readonly setting?: Setting;
  readonly analysis?: string;
}

/** Trials of the preset `reduced`. */
const REDUCED_TRIALS = 3;

/** The runs that a claim's statistic reads, one entry for each variant, network and setting. */
export function needed(claim: Claim, preset: 'paper' | 'reduced' = 'paper'): Needed[] {
  const found = new Map<string, Needed>();
  for (const { variant, rounds, experiment, network, setting, analysis } of partsOf(claim)) {
    const wanted = setting ?? claim.setting;
    const one: Needed = {
      experiment: experiment ?? claim.experiments[0],
      preset,
      dataset: claim.dataset,
      network: network ?? claim.network,
      variant,
      rounds,
      setting: formatSetting(wanted),
      wanted,
      trials: preset === 'paper' ? claim.trials : REDUCED_TRIALS,
      ...(analysis === undefined ? {} : { analysis }),
    };
    const key = [one.experiment, one.network, variant, one.setting, analysis ?? ''].join('|');
    const all = new Set([...(found.get(key)?.rounds ?? []), ...rounds]);
    found.set(key, { ...one, rounds: [...all].toSorted((a, b) => a - b) });
  }
  return [...found.values()];
}

function partsOf({ statistic }: Claim): Part[] {
  switch (statistic.kind) {
    case 'order':
      return [...statistic.ascending];
    case 'closer':
      return [statistic.of, statistic.near, statistic.far];
    case 'value':
      return [statistic.of];
    case 'distribution':
      return [statistic.of, statistic.to]
        .filter((density) => density !== undefined)
        .map(({ rounds, ...density }) => ({ variant: 'ticket', ...density, rounds: [rounds[0]] }));
    default:
      return ofComparison(statistic);
  }
}

const ofComparison = ({ of, to }: Comparison): (Part | Runs)[] =>
  to === undefined ? [of] : [of, { ...to, rounds: referenceRounds(of, to) }];
