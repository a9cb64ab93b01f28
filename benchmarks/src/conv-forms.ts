import type { Bench } from './bench-options.ts';
import { compareVariants } from './our-variants.ts';
import { FORMS } from './ours/variants.ts';

/** Dense step time with Winograd's method, as everywhere else, and with direct convolutions only; one core. */
export const convForms: Bench = (report, options) =>
  compareVariants(report, options, { variants: FORMS, pinned: true });
