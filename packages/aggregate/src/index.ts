export type { At, RunResult, RunValue } from './run-result.ts';
export { SUMMARY_COLUMNS } from './summary-row.ts';
export type { SummaryRow } from './summary-row.ts';
export { DISTRIBUTION_COLUMNS } from './distribution-row.ts';
export type { Distribution, DistributionRow } from './distribution-row.ts';
export { aggregateDistributions, distributionsCsv } from './aggregate-distributions.ts';
export {
  DISTRIBUTION_TRIAL_COLUMNS,
  distributionTrialsCsv,
  readDistributionTrialsCsv,
} from './distribution-trials-csv.ts';
export { mergeDistributions } from './merge-distributions.ts';
export type { MergedDistributions } from './merge-distributions.ts';
export { aggregateInOrder, aggregateRuns } from './aggregate-runs.ts';
export { divergedRuns } from './diverged-runs.ts';
export type { DivergedRun } from './diverged-runs.ts';
export { csvLines } from './csv.ts';
export { parseSummaryCsv, summaryCsv } from './summary-csv.ts';
export { summaryJson } from './summary-json.ts';
export { compareRunNames } from './group-runs.ts';
export type { RunName } from './group-runs.ts';
export {
  TRIAL_COLUMNS,
  thinned,
  trialRows,
  trialRowsInOrder,
  trialsCsvLines,
  trialsCsvLinesInOrder,
} from './trials-csv.ts';
export type { TrialFilter, TrialRow } from './trials-csv.ts';
export { readTrialsCsv } from './read-trials-csv.ts';
export { mergeInOrder, mergeRuns } from './merge-runs.ts';
export type { MergedRuns, ReplacedRun } from './merge-runs.ts';
export { MEASURES, wideTables } from './wide-table.ts';
export type { Level, Measure, WideTable } from './wide-table.ts';
export { markdownTable } from './markdown-table.ts';
export type { TableOptions } from './markdown-table.ts';
export type { Layout } from './grid.ts';
export { terminalTable } from './terminal-table.ts';
export { latexTable } from './latex-table.ts';
export { speedup } from './speedup.ts';
export type { Speedup } from './speedup.ts';
export { compareSettings, compareVariants } from './compare.ts';
export { formatPercentRemaining } from './numbers.ts';
