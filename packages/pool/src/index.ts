export { runStages } from './runStages.ts';
export type { Claims, RunOptions } from './runOptions.ts';
export type { PoolEvent, RunReport, Stage, StageError } from './stage.ts';
export { Scheduler } from './Scheduler.ts';
export { cgroupCpus } from './cgroupCpus.ts';
export { defaultWorkers } from './defaultWorkers.ts';
export type { WorkerSources } from './defaultWorkers.ts';
