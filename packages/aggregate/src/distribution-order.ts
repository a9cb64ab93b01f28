import { compareText } from './compare.ts';
import type { Distribution } from './distribution-row.ts';

/** What a distribution is called, its trial aside; the numerics version is no part of it, as in names of runs. */
export const SUBJECT_KEYS = [
  'experiment',
  'preset',
  'dataset',
  'backend',
  'network',
  'variant',
  'setting',
  'round',
  'analysis',
  'layer',
  'group',
] as const satisfies readonly (keyof Distribution)[];

/** Names the subject of a distribution in messages; no two subjects have one name. */
export function subjectName(of: Pick<Distribution, (typeof SUBJECT_KEYS)[number]>): string {
  return JSON.stringify(SUBJECT_KEYS.map((key) => of[key]));
}

/** Canonical order of distributions: the columns of their names as text, round and trial as numbers. */
export function compareDistributions(a: Distribution, b: Distribution): number {
  for (const key of SUBJECT_KEYS) {
    const order = key === 'round' ? a.round - b.round : compareText(a[key], b[key]);
    if (order !== 0) return order;
  }
  return a.trial - b.trial;
}
