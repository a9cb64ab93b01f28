import type { Parameter, Role } from '@sweepstake/graph';
import { badRate, badRounds } from './errors.ts';

/** The fraction, in 0..1, of a parameter's survivors that one round removes, by parameter name. */
export type Rates = ReadonlyMap<string, number>;

/**
 * Rates by role; a role that is left out is masked, and so counted, but not pruned (rate 0), as the paper
 * leaves `shortcut` and `output` alone in residual networks (section 4).
 */
export type RoleRates = Readonly<Partial<Record<Exclude<Role, 'bias' | 'norm'>, number>>>;

const isRated = (role: Role): role is keyof RoleRates => role !== 'bias' && role !== 'norm';

/** Throws `SWEEPSTAKE_LOTTERY_RATE` unless the rate is in 0..1. */
export function checkRate(name: string, rate: number): void {
  if (!(rate >= 0 && rate <= 1)) throw badRate(name, rate);
}

/** Throws `SWEEPSTAKE_LOTTERY_ROUNDS` unless rounds is a whole number of at least 0. */
export function checkRounds(rounds: number): void {
  if (!Number.isSafeInteger(rounds) || rounds < 0) throw badRounds(rounds);
}

/**
 * One rate per prunable parameter by its role, for example 0.1 convolution, 0.2 hidden and 0.1 output
 * (paper, figure 2); biases and norms get none. Throws for a rate outside 0..1.
 */
export function ratesByRole(
  parameters: Iterable<Parameter>,
  byRole: RoleRates,
): Map<string, number> {
  for (const [role, rate] of Object.entries(byRole)) checkRate(role, rate);
  const rates = new Map<string, number>();
  for (const { name, role } of parameters) if (isRated(role)) rates.set(name, byRole[role] ?? 0);
  return rates;
}

/**
 * Survivors that a rate removes: rate * survivors rounded half up, the product in float64. The rule
 * is part of every count in this package.
 */
export function removals(rate: number, survivors: number): number {
  return Math.round(rate * survivors);
}

/**
 * The closed form: survivors per parameter after pruning `rounds` times at these rates, by the same
 * rounding as the criteria; parameters without a rate keep their count. Throws for rates outside
 * 0..1 and rounds that are not a whole number.
 */
export function countsAfterRounds(
  counts: ReadonlyMap<string, number>,
  rates: Rates,
  rounds: number,
): Map<string, number> {
  checkRounds(rounds);
  const after = new Map(counts);
  for (const [name, count] of counts) {
    const rate = rates.get(name) ?? 0;
    checkRate(name, rate);
    let left = count;
    for (let round = 0; round < rounds; round++) left -= removals(rate, left);
    after.set(name, left);
  }
  return after;
}

/**
 * The rates that remove in one go what `rates` remove in `rounds` rounds: 1 - (1 - rate)^rounds, for
 * one-shot pruning (paper, section 2). Counts may differ from the rounds' own by their rounding.
 */
export function oneShotRates(rates: Rates, rounds: number): Map<string, number> {
  checkRounds(rounds);
  return new Map(
    Array.from(rates, ([name, rate]) => {
      checkRate(name, rate);
      let kept = 1;
      for (let round = 0; round < rounds; round++) kept *= 1 - rate;
      return [name, 1 - kept];
    }),
  );
}
