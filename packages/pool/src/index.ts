export { runStages } from './runStages.ts';
export type { RunOptions } from './runOptions.ts';
export type { PoolEvent, RunReport, Stage, StageError } from './stage.ts';
export { Scheduler } from './Scheduler.ts';
export { defaultWorkers } from './defaultWorkers.ts';
export type { WorkerSources } from './defaultWorkers.ts';
