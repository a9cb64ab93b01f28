import type { TrainingKernel } from '../training-kernel.ts';

/** Every kernel that this package registers. */
export const TRAINING_KERNELS: readonly TrainingKernel[] = [];
