import { configOf, type RunConfig } from '@sweepstake/experiments';
import { macsOf, prunableParameters } from '@sweepstake/graph';
import { ratesByRole, removals } from '@sweepstake/lottery';
import { modelByName } from '@sweepstake/models';
import type { Optimizer } from '@sweepstake/training';
import { sum } from './numbers.ts';
import type { PruneRequest } from './protocol.ts';
import type { Setting } from './setting.ts';

export const CONV_NETWORKS = ['conv-2', 'conv-4', 'conv-6', 'resnet-18', 'vgg-19'] as const;

/** A network of the paper with its hyper-parameters: preset `paper` of its experiment. */
export interface ConvSetting extends Setting {
  readonly name: string;
  readonly config: RunConfig;
  /** Forward multiply-adds of one example, by weight. */
  readonly macs: ReadonlyMap<string, number>;
  readonly rates: PruneRequest['rates'];
}

/** By the network's name; a narrowed one (`conv-2/w0.25`) has the settings of the whole one. */
export function convSetting(name: string): ConvSetting {
  const config = configOf(name.split('/')[0] ?? name, 'paper');
  const network = modelByName(name);
  const { weight_decay: weightDecay, ...rest } = config.optimizer;
  const optimizer: Optimizer = { ...rest, weightDecay };
  const rates = Object.fromEntries(ratesByRole(prunableParameters(network), config.rates));
  return {
    name,
    config,
    network,
    optimizer,
    learningRate: config.learning_rate,
    batch: config.batch,
    macs: macsOf(network),
    rates,
  };
}

/** How the report names a setting's training. */
export function describeSetting({ name, batch, optimizer, learningRate }: ConvSetting): string {
  const rule = optimizer.kind === 'momentum' ? `momentum ${optimizer.momentum}` : optimizer.kind;
  const decay = optimizer.weightDecay === 0 ? '' : `, weight decay ${optimizer.weightDecay}`;
  return `${name}: batch ${batch}, ${rule} ${learningRate}${decay}`;
}

/** Surviving weights by name; null for dense. */
export type Survivors = Readonly<Record<string, number>> | null;

/** Forward multiply-adds of one example that survive, by weight. */
export function survivingMacs({ macs, network }: ConvSetting, survivors: Survivors): number[] {
  const sizes = new Map(
    prunableParameters(network).map(({ name, shape }) => [name, shape.reduce((a, b) => a * b, 1)]),
  );
  return Array.from(macs, ([name, all]) =>
    survivors === null ? all : (all * (survivors[name] ?? 0)) / (sizes.get(name) ?? 1),
  );
}

/** Fraction of the weights that survive. */
export function fractionRemaining({ network }: ConvSetting, survivors: Survivors): number {
  if (survivors === null) return 1;
  const sizes = prunableParameters(network).map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  return sum(Object.values(survivors)) / sum(sizes);
}

/**
 * Floating-point operations of one training step on survivors: per surviving multiply-add 2 forward, 2 for the weight
 * gradient and 2 for the input gradient, which the first layer does not need. Padding counts.
 */
export function convFlops(setting: ConvSetting, survivors: Survivors): number {
  const macs = survivingMacs(setting, survivors);
  return setting.batch * (6 * sum(macs) - 2 * (macs[0] ?? 0));
}

/** Fraction of the weights that remains after 0, 1, ... rounds at the setting's rates; any criterion leaves as many. */
export function remainingAfter({ network, rates, config }: ConvSetting, rounds: number): number[] {
  const counts = prunableParameters(network).map(({ name, shape }) => ({
    rate: rates[name] ?? 0,
    left: shape.reduce((a, b) => a * b, 1),
  }));
  const all = sum(counts.map(({ left }) => left));
  const pooled = counts.filter(({ rate }) => rate > 0);
  const global = { rate: pooled[0]?.rate ?? 0, left: sum(pooled.map(({ left }) => left)) };
  const kept = all - global.left;
  const pools = config.criterion === 'global-magnitude' ? [global] : pooled;
  const fractions = [1];
  for (let round = 1; round <= rounds; round++) {
    for (const pool of pools) pool.left -= removals(pool.rate, pool.left);
    fractions.push((kept + sum(pools.map(({ left }) => left))) / all);
  }
  return fractions;
}

/** The rounds whose fractions are nearest, as ratios, to the ones asked for. */
export function nearestRounds(fractions: readonly number[], asked: readonly number[]): number[] {
  const distance = (a: number, b: number): number => Math.abs(Math.log(a / b));
  const nearest = asked.map((fraction) =>
    fractions.reduce(
      (best, value, round) =>
        distance(value, fraction) < distance(fractions[best] ?? 1, fraction) ? round : best,
      0,
    ),
  );
  return [...new Set(nearest)];
}
