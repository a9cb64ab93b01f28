import type { Plan } from '@sweepstake/experiments';

/** How many trials a plan has: those of the arm with most. */
export const trialCount = ({ arms }: Pick<Plan, 'arms'>): number =>
  Math.max(0, ...arms.map(({ config }) => config.trials));
