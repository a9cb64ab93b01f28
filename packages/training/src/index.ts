export type * from './backend.ts';
export { ADAM } from './optimizer.ts';
export type { Optimizer } from './optimizer.ts';
export { MILESTONE_FACTOR, checkSchedule, learningRateAt } from './schedule.ts';
export type { Schedule } from './schedule.ts';
export { train } from './loop.ts';
export type {
  Diverged,
  TrainingCallback,
  TrainingOutcome,
  TrainingPlan,
  TrainingPoint,
} from './loop.ts';
export { evaluationGrid } from './grid.ts';
export { evaluationCallback } from './evaluation.ts';
export type { Evaluation, EvaluationOptions, EvaluationState } from './evaluation.ts';
export type { Curve, CurvePoint, TrainingRecord } from './curve.ts';
export { earlyStop } from './early-stop.ts';
export type { EarlyStop } from './early-stop.ts';
export { HEAD_SUMS, metricSumNames } from './heads.ts';
export { meanMetrics } from './metrics.ts';
export type { Metrics } from './metrics.ts';
export type { TrainingError } from './errors.ts';
export { parseRecordedRun } from './recorded-run.ts';
export type { RecordedFile, RecordedNetwork, RecordedRun, RecordedTensor } from './recorded-run.ts';
export type { RecordedDropout } from './recorded-dropout.ts';
export { record } from './record.ts';
export type { RunToRecord, WrittenRun, WrittenTensor } from './record.ts';
export { replay } from './replay.ts';
export type { Replay, ReplayOptions, ReplayedTensor } from './replay.ts';
