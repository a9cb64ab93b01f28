import type { Side } from './bounds.ts';
import type { Setting } from './setting.ts';

/**
 * What is read of a run: a value at early stop or at the end, or the iteration at which a metric of its curve is first
 * at least a value, which lies between two points of the curve.
 */
export type Quantity =
  | { readonly metric: string; readonly at: 'early_stop' | 'end' }
  | { readonly reaches: string; readonly value: number };

/**
 * Runs of one variant at some rounds (one-shot pruning: per mille removed), of the claim's network and setting unless
 * stated. Of several rounds, those count that were measured, all in the same trials.
 */
export interface Runs {
  readonly variant: string;
  readonly rounds: readonly number[];
  /** Of this experiment only. */
  readonly experiment?: string;
  readonly network?: string;
  readonly setting?: Setting;
  /** Of this metric or place instead of the statistic's. */
  readonly quantity?: Quantity;
}

/**
 * What runs are held against: those of one round, those of the `same` round as each, or those with the fewest weights
 * that are `no smaller` than each, but at most 1.5 times as large. `weights` are of the whole networks, where levels of
 * two networks are compared by number of weights.
 */
export interface Reference extends Omit<Runs, 'rounds'> {
  readonly rounds: number | 'same' | { readonly noSmaller: readonly number[] };
  readonly weights?: { readonly of: number; readonly to: number };
}

/**
 * Values of one trial against each other, or, without a reference, as they are. A speed-up is the reference over the
 * runs: 2 where these need half as many iterations.
 */
export interface Comparison {
  readonly by: 'ratio' | 'speedup' | 'difference' | 'value';
  readonly quantity: Quantity;
  readonly of: Runs;
  readonly to?: Reference;
}

/** A size and how near to it a measurement must be: a factor (of 0.67 to 1.5), or an absolute distance. */
export interface Size {
  readonly value: number;
  readonly within: 'factor' | number;
  /** "more than": what goes further than the paper's value has its size too. */
  readonly orMore?: true;
}

/** The mean over rounds of a comparison: which side of a number it is on, and how large it is. */
export interface Mean extends Comparison {
  readonly kind: 'mean';
  readonly sign: Side;
  readonly than: number;
  readonly size?: Size;
}

/** A comparison at the round whose mean over trials is the largest (or smallest): how large, and at what percent. */
export interface Best extends Comparison {
  readonly kind: 'best';
  readonly take: 'largest' | 'smallest';
  readonly sign: Side;
  readonly than: number;
  readonly size?: Size;
  /** Percent remaining of the paper's best round, or its range from the largest to the smallest. */
  readonly percent?: number | readonly [number, number];
}

/**
 * How far down a condition on a comparison holds for the mean over trials: `last` is the smallest measured network
 * at which it holds, `first` the next smaller one, from which on it no longer does. In a trial, the paper's sign is
 * that it holds on average over networks of `percent` and more (`last`), or fails on average over those that are
 * smaller than any that has the paper's level within tolerance (`first`).
 */
export interface Level extends Comparison {
  readonly kind: 'level';
  readonly holds: Side;
  readonly than: number;
  readonly edge: 'last' | 'first';
  /** The paper's, in percent remaining. */
  readonly percent: number;
  /** "at least down to": what holds further down has its size too. */
  readonly orFurther?: true;
}

/** Means over the rounds that all have, each strictly larger than the one before. */
export interface Order {
  readonly kind: 'order';
  readonly quantity: Quantity;
  readonly ascending: readonly Runs[];
}

/** No difference: the mean over rounds and trials is at most `within` (a fraction) from 0. */
export interface Null extends Comparison {
  readonly kind: 'null';
  readonly by: 'difference';
  readonly within: number;
}

/** Where runs stand between two others: 0 at `near`, 1 at `far`; nearer to `near` when below a half. */
export interface Closer {
  readonly kind: 'closer';
  readonly quantity: Quantity;
  readonly of: Runs;
  readonly near: Runs;
  readonly far: Runs;
}

/** An absolute number, without a sign: within its tolerance or not. */
export interface Value {
  readonly kind: 'value';
  readonly quantity: Quantity;
  readonly of: Runs;
  readonly size: Size;
}

/**
 * What is read of a density: `hollow` is its mass within a quarter of its root mean square of 0 over what a Gaussian
 * around 0 has there (1 for a Gaussian, near 0 for two peaks beside 0); `positive` the share above 0; `mean`;
 * `spread` the standard deviation over the mean; `few` the share below half the mean.
 */
export type Shape = 'hollow' | 'positive' | 'mean' | 'spread' | 'few';

/** A density of one trial. */
export interface Density {
  readonly analysis: string;
  readonly layer: string;
  readonly group: string;
  /** Of the first of these rounds that was measured. */
  readonly rounds: readonly [number, ...number[]];
  readonly experiment?: string;
  readonly setting?: Setting;
}

/** A shape of a density, or its difference to that of another. */
export interface Distributed {
  readonly kind: 'distribution';
  readonly shape: Shape;
  readonly of: Density;
  readonly to?: Density;
  readonly sign: Side;
  readonly than: number;
}

/** What a claim says, as a rule that a program can apply; differences of accuracies are of fractions. */
export type Statistic = Mean | Best | Level | Order | Null | Closer | Value | Distributed;
