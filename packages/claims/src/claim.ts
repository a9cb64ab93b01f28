import type { Setting } from './setting.ts';
import type { Statistic } from './statistic.ts';

/**
 * What the preset `reduced` (fewer trials, iterations, levels and channels) can say of a claim: `order` judges it as
 * `paper` does, for statements about which accuracy or share is above which; `direction` gives "direction only" or
 * leaves it unjudged, for sizes, early stops, the best of many rounds, of which it trains a few, and thresholds of ours;
 * `nothing` leaves it unjudged, for absolute numbers and for null differences.
 */
export type Reduced = 'order' | 'direction' | 'nothing';

/** One statement of the paper that runs can bear out or not. */
export interface Claim {
  /** As in the protocol (`L1`), with the network where a claim is made of several (`C1-conv-2`). */
  readonly id: string;
  readonly text: string;
  /** Section, figure or appendix of Frankle & Carbin 2019. */
  readonly source: string;
  /** Experiments whose runs hold the numbers. The first is the one to run; where two have the same run, it counts. */
  readonly experiments: readonly [string, ...string[]];
  /** The paper's network; presets narrow it, so names match without `/w0.25`. */
  readonly network: string;
  readonly dataset: 'mnist' | 'cifar-10';
  /** What the arm differs in from the network's base. */
  readonly setting: Setting;
  readonly statistic: Statistic;
  /** The paper's value, for readers. */
  readonly paper: string;
  /** Trials of the paper; where it does not say, three. */
  readonly trials: number;
  readonly reduced: Reduced;
  /** `--set` of the command that runs it, where no arm of the experiment has the setting. */
  readonly set?: string;
}
