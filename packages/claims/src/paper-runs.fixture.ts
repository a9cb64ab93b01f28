import type { Distribution, RunResult, RunValue } from '@sweepstake/aggregate';
import type { Claim } from './claim.ts';
import { BIN_WIDTH, EXTREMES } from './densities.fixture.ts';
import { percentAfter } from './percent.fixture.ts';
import { formatSetting } from './setting.ts';
import type { Density, Quantity, Runs } from './statistic.ts';
import { referenceRounds } from './compared.ts';
import { targetsOf } from './targets.fixture.ts';

/** A table with nothing in it but what a claim needs. */
export interface Table {
  readonly runs: RunResult[];
  readonly distributions: Distribution[];
}

const TRIALS = [0, 1, 2, 3, 4];
const LAST = 100_000;

/** Tables in which the paper's numbers hold exactly, or in which their signs are reversed. */
export function paperTable(claim: Claim, isReversed = false): Table {
  const { statistic } = claim;
  const runs = new Map<string, RunResult>();
  const distributions: Distribution[] = [];
  const label = (of: Partial<Runs> | Density, variant: string, round: number) => {
    const network = ('network' in of ? of.network : undefined) ?? claim.network;
    const setting = formatSetting(of.setting ?? claim.setting);
    return {
      experiment: of.experiment ?? claim.experiments[0],
      preset: 'paper',
      dataset: claim.dataset,
      backend: 'engine',
      numerics: 'n1',
      network,
      variant,
      setting,
      round,
      percent: percentAfter(network, { variant, round, setting }),
    };
  };
  const put = (of: Omit<Runs, 'rounds'>, round: number, quantity: Quantity, values: number[]) =>
    TRIALS.forEach((trial) => {
      const { percent, ...rest } = label(of, of.variant, round);
      const key = JSON.stringify([rest, trial]);
      const run: RunResult = runs.get(key) ?? {
        ...rest,
        percentRemaining: percent,
        trial,
        replicate: 0,
        stage: key,
        diverged: false,
        earlyStop: null,
        values: [],
      };
      runs.set(key, withValue(run, of.quantity ?? quantity, values[trial]!));
    });
  const place = (of: Density, bins: Distribution['bins']) =>
    TRIALS.forEach((trial) => {
      const { percent, ...rest } = label(of, 'ticket', of.rounds[0]);
      const { analysis, layer, group } = of;
      const about = { analysis, layer, group, trial, width: BIN_WIDTH, bins };
      distributions.push({ ...rest, percent_remaining: percent, ...about });
    });

  switch (statistic.kind) {
    case 'order': {
      const { quantity, ascending } = statistic;
      ascending.forEach((of, i) =>
        of.rounds.forEach((round) =>
          put(of, round, quantity, scattered(base(quantity), 1 + (isReversed ? -0.1 : 0.1) * i)),
        ),
      );
      break;
    }
    case 'closer': {
      const places = [isReversed ? 0.9 : 0.1, 0, 1];
      [statistic.of, statistic.near, statistic.far].forEach((of, i) =>
        of.rounds.forEach((round) =>
          put(of, round, statistic.quantity, scattered(0.9 + 0.01 * places[i]!)),
        ),
      );
      break;
    }
    case 'value':
      for (const round of statistic.of.rounds) {
        const value = statistic.size.value - (isReversed ? 0.2 : 0);
        put(
          statistic.of,
          round,
          statistic.quantity,
          TRIALS.map(() => value),
        );
      }
      break;
    case 'distribution': {
      const { large, small } = EXTREMES[statistic.shape];
      const isLarge = (statistic.sign === 'above') !== isReversed;
      place(statistic.of, isLarge ? large : small);
      if (statistic.to !== undefined) place(statistic.to, isLarge ? small : large);
      break;
    }
    default: {
      const { by, quantity, of, to } = statistic;
      const percents = new Map(
        of.rounds.map((round) => [round, label(of, of.variant, round).percent]),
      );
      const targets = targetsOf(statistic, percents, isReversed);
      const reference = scattered(base(to?.quantity ?? quantity));
      for (const [round, target] of targets)
        put(
          of,
          round,
          quantity,
          reference.map((value) => against(by, value, target)),
        );
      if (to !== undefined)
        for (const round of referenceRounds(of, to)) put(to, round, quantity, reference);
    }
  }
  return { runs: [...runs.values()], distributions };
}

const base = (quantity: Quantity): number => {
  if ('reaches' in quantity || quantity.metric === 'early_stop_iteration') return 10_000;
  return 0.7;
};

/** Trials are not alike; what holds between their runs holds in each. */
const scattered = (value: number, factor = 1): number[] =>
  TRIALS.map((trial) => value * factor * (1 + 0.01 * trial));

function against(by: string, reference: number, target: number): number {
  if (by === 'value') return target;
  if (by === 'difference') return reference + target;
  return by === 'ratio' ? reference * target : reference / target;
}

function withValue(run: RunResult, quantity: Quantity, value: number): RunResult {
  const add = (...values: RunValue[]): RunResult => ({
    ...run,
    values: [...run.values, ...values],
  });
  if ('reaches' in quantity) {
    const at = { metric: quantity.reaches, at: 'iteration' as const };
    return add(
      { ...at, iteration: 0, value: 0.1 },
      { ...at, iteration: value - 1, value: 0.1 },
      { ...at, iteration: value, value: quantity.value },
    );
  }
  const { metric, at } = quantity;
  const added = add({ metric, at, iteration: LAST, value });
  return metric === 'early_stop_iteration'
    ? { ...added, earlyStop: { iteration: value, censored: false } }
    : added;
}
