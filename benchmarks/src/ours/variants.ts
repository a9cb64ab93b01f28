import type { SessionOptions } from '@sweepstake/training';

/** Variants that train one trial on several threads; none until sessions have an option for it. */
export const THREADED: readonly string[] = [];

/** The session's options that a variant stands for. */
export const optionsOf = (variant: string): Pick<SessionOptions, 'fastMath'> => ({
  fastMath: variant === 'relaxed',
});
