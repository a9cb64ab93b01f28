export type { Masks, Tensors } from './masks.ts';
export { checkMasks, fullMasks } from './masks.ts';
export { countSurvivors, emptied, percentRemaining } from './counts.ts';
export { countsAfterRounds, oneShotRates, ratesByRole, removals } from './rates.ts';
export type { Rates, RoleRates } from './rates.ts';
export { layerwiseMagnitude } from './layerwise-magnitude.ts';
export { globalMagnitude } from './global-magnitude.ts';
export { randomMasks } from './random-masks.ts';
export type { Draws } from './random-masks.ts';
export { rewind } from './rewind.ts';
export { randomSparse, reinitialise } from './branches.ts';
export type { Start } from './branches.ts';
export { resample } from './resample.ts';
export { addNoise } from './add-noise.ts';
export { intersection, isNested, maskOverlap, union } from './compare-masks.ts';
export { iterativePruning, oneShot } from './iterative-pruning.ts';
export type {
  IterativePruningOptions,
  OneShotOptions,
  Round,
  Trained,
} from './iterative-pruning.ts';
export type { LotteryError } from './errors.ts';
