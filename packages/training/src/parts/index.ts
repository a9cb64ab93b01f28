/**
 * What a backend that keeps whole tensors shares with the reference: checks of what it is given, inputs of a batch,
 * losses and metrics of every head in float64, dropout's draws, running statistics.
 */
export { checkMasks, checkNetwork, checkWeights, LAYER_KINDS } from '../reference/check.ts';
export { chunksOf } from '../reference/chunks.ts';
export { dropoutFactors } from '../reference/dropout.ts';
export type { Uniforms } from '../reference/dropout.ts';
export { gatherInputs } from '../reference/gather-inputs.ts';
export { headLoss } from '../reference/head-loss.ts';
export type { HeadLoss } from '../reference/head-loss.ts';
export { initialStatistics } from '../reference/statistics.ts';
export { slotNames } from '../reference/update.ts';
