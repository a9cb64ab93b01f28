import type { Dataset } from '@sweepstake/datasets';
import type { BenchOptions } from './bench-options.ts';
import { CONV_NETWORKS, convSetting, type ConvSetting } from './conv-setting.ts';
import type { Contender } from './crew.ts';
import { batchesOf } from './data.ts';
import { median } from './numbers.ts';
import type { SlowTimes } from './slow-times.ts';
import { writeProblem } from './write-problem.ts';

/** The networks asked for, or all of the benchmark's own. */
export const settingsOf = (
  { networks }: BenchOptions,
  own: readonly string[] = CONV_NETWORKS,
): ConvSetting[] => (networks ?? own).map(convSetting);

/** A problem's folder with so many batches and the given mask sets. */
export const convProblem = (
  setting: ConvSetting,
  dataset: Dataset,
  batches: number,
  masks: NonNullable<Parameters<typeof writeProblem>[1]['masks']> = new Map(),
): string =>
  writeProblem(setting, { dataset, batches: batchesOf(dataset, batches, setting.batch), masks });

export const ours = (variant: 'strict' | 'relaxed'): string => `sweepstake ${variant}`;

/** Median seconds per step of one contender; NaN where it did not take part. */
export const secondsOf = (times: ReadonlyMap<string, SlowTimes>, label: string): number =>
  median(times.get(label)?.seconds ?? []);

/** The faster of PyTorch's layouts. */
export function bestTorch(
  crew: readonly Contender[],
  times: ReadonlyMap<string, SlowTimes>,
): Contender | undefined {
  const torch = crew.filter(({ framework }) => framework === 'torch');
  return torch.sort((a, b) => secondsOf(times, a.label) - secondsOf(times, b.label))[0];
}

/** Three digits, or all before the point. */
export function milliseconds(seconds: number): string {
  if (Number.isNaN(seconds)) return '';
  const value = seconds * 1e3;
  return value < 100 ? value.toPrecision(3) : value.toFixed(0);
}

export const met = (yes: boolean): string => (yes ? 'yes' : 'no');
