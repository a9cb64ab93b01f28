import { registerTrainingKernels } from './register.ts';

export { registerTrainingKernels, unregisterTrainingKernels } from './register.ts';
export type { RegisterOptions } from './register.ts';
export { adamStep, momentumStep, sgdStep } from './optimizer-steps.ts';
export type {
  AdamSettings,
  AdamUpdating,
  MomentumSettings,
  MomentumUpdating,
  SgdSettings,
  Tf,
  Updating,
} from './optimizer-steps.ts';

registerTrainingKernels();
