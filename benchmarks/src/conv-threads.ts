import type { Bench } from './bench-options.ts';
import { compareVariants } from './our-variants.ts';
import { THREADED } from './ours/variants.ts';

/** Step time of one trial on one and on several threads; nothing is pinned. */
export const convThreads: Bench = (report, options) =>
  compareVariants(report, options, { variants: THREADED, pinned: false });
