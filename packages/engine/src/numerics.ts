/**
 * Raised whenever any bit of any result of the strict engine changes: kernels, summation orders, plan thresholds.
 * Results of different numerics are never averaged together.
 */
export const NUMERICS = 'engine-1';
