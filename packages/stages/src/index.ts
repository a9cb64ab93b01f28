export type {
  Initial,
  InitialPruneStage,
  MagnitudePruneStage,
  PruneStage,
  RandomPruneStage,
  Rates,
  Rewind,
  Stage,
  TrainStage,
} from './stage.ts';
export { STAGE_DEFAULTS, canonicalStage, stageIdOf } from './stage-id.ts';
export { executeStage } from './execute-stage.ts';
export { recordStage } from './record-stage.ts';
export type { RecordContext, RecordedStage, RecordOptions } from './record-stage.ts';
export { measureStage } from './measure-stage.ts';
export type { Measured, MeasureOptions } from './measure-stage.ts';
export { keepMasks } from './keep-masks.ts';
export type { PlacedStage } from './keep-masks.ts';
export { CHECKPOINT_EVERY } from './checkpointing.ts';
export type { CheckpointEvent, Progress, StageContext } from './context.ts';
export { BACKENDS, backendByName, backendNames } from './backends.ts';
export { readRun } from './read-run.ts';
export type { Run } from './read-run.ts';
export { readCurveSoFar } from './read-curve-so-far.ts';
export type { CurveSoFar } from './read-curve-so-far.ts';
export type { RunCurve } from './reported-points.ts';
export type { PruneRecord, TrainRecord } from './train-record.ts';
export { decodeTicket, encodeTicket, readTicket } from './ticket.ts';
export type { Ticket } from './ticket.ts';
export { decodeSurvivors, encodeSurvivors, readSurvivors } from './survivors.ts';
export type { Survivors } from './survivors.ts';
export { initialStream, parseInitial } from './initial-text.ts';
export type { DrawnInitial } from './initial-text.ts';
export { initialWeights } from './initial-weights.ts';
export { stageNeeds } from './stage-needs.ts';
export { paths } from './paths.ts';
export { REPORT_EVERY } from './progress.ts';
export type { StagesError } from './errors.ts';
