const failure = (what: string, message: string): Error =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_AGGREGATE_${what}` });

/** Two numerics versions met in one mean. */
export const mixedNumerics = (group: string, first: string, second: string): Error =>
  failure(
    'MIXED_NUMERICS',
    `cannot average runs of numerics "${first}" and "${second}" (${group}): ` +
      'their bits differ; run the older ones again, or leave out one version: its run folder, or its ' +
      'rows in trials.csv',
  );

/** One trial and replicate appeared twice in one group. */
export const duplicateRun = (group: string, trial: number, replicate: number): Error =>
  failure(
    'DUPLICATE_RUN',
    `trial ${trial}, replicate ${replicate} appears twice (${group}): pass every run once`,
  );

/** A run came after one that it belongs before. */
export const notInOrder = (group: string, trial: number, replicate: number): Error =>
  failure(
    'NOT_IN_ORDER',
    `trial ${trial}, replicate ${replicate} comes too late (${group}): sort runs with compareRunNames, ` +
      'or pass them to aggregateRuns',
  );

/** Runs of one group ended at different iterations. */
export const mixedLengths = (group: string, first: number, second: number): Error =>
  failure(
    'MIXED_LENGTHS',
    `cannot average runs that end at iteration ${first} and ${second} (${group}): ` +
      'give the difference a setting, so that they form two groups',
  );

/** A run that is not marked as diverged holds a number that is not finite. */
export const notFinite = (group: string, metric: string, value: number): Error =>
  failure(
    'NOT_FINITE',
    `${metric} is ${value} (${group}): mark the run as diverged to leave it out of means`,
  );

/** A summary file could not be read back. */
export const badSummary = (line: number, why: string): Error =>
  failure('BAD_SUMMARY', `summary CSV, line ${line}: ${why}; write the file again with summaryCsv`);

/** A published file of trials could not be read back. */
export const badTrials = (file: string, line: number, why: string): Error =>
  failure(
    'BAD_TRIALS',
    `${file}, line ${line}: ${why}; restore the file from version control, or aggregate its runs again`,
  );

/** One stage has two values of one number. */
export const conflict = (
  stage: string,
  group: string,
  metric: string,
  onDisk: string | number,
  published: string | number,
): Error =>
  failure(
    'CONFLICT',
    `stage ${stage} (${group}): ${metric} is ${onDisk} on disk and ${published} in the published file; one ` +
      'stage has one result: remove its rows from the file, or its folder to train it again',
  );

/** A run is marked as diverged and does not say when. */
export const divergedWhen = (group: string, trial: number, replicate: number): Error =>
  failure(
    'DIVERGED_WHEN',
    `trial ${trial}, replicate ${replicate} (${group}) has diverged, and no value says at which iteration: ` +
      'give it a value of metric "diverged" at the end',
  );

/** Densities of one subject have bins of two widths. */
export const mixedWidths = (subject: string, first: number, second: number): Error =>
  failure(
    'MIXED_WIDTHS',
    `cannot average densities in bins ${first} and ${second} wide (${subject}): analyse all trials with one width`,
  );

/** One trial's density appeared twice. */
export const duplicateDistribution = (subject: string, trial: number): Error =>
  failure(
    'DUPLICATE_DISTRIBUTION',
    `the density of trial ${trial} appears twice (${subject}): pass every density once`,
  );

/** A density has one bin twice. */
export const duplicateBin = (subject: string, trial: number, x: number): Error =>
  failure(
    'DUPLICATE_BIN',
    `the density of trial ${trial} has the bin at ${x} twice (${subject}): add up what is in one bin`,
  );

/** A published file of densities could not be read back. */
export const badDistributions = (file: string, line: number, why: string): Error =>
  failure(
    'BAD_DISTRIBUTIONS',
    `${file}, line ${line}: ${why}; restore the file from version control, or aggregate its runs again`,
  );

/** A stride that is not a positive whole number. */
export const badStride = (stride: number): Error =>
  failure('BAD_STRIDE', `stride ${stride} is not a whole number of iterations from 1 on`);
