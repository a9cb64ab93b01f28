export { runStages } from './run-stages.ts';
export type { Claims, RunOptions } from './run-options.ts';
export type { PoolEvent, RunReport, Stage, StageError } from './stage.ts';
export { Scheduler } from './scheduler.ts';
export { cgroupCpus } from './cgroup-cpus.ts';
export { defaultWorkers } from './default-workers.ts';
export type { WorkerSources } from './default-workers.ts';
