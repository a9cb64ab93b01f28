const make = (what: string, message: string, cause?: unknown): Error & { code: string } =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), {
    code: `SWEEPSTAKE_DATASETS_${what}`,
  });

export const unknownName = (what: string, name: string, nearest: readonly string[]): Error =>
  make('UNKNOWN', `unknown ${what} '${name}'; did you mean ${nearest.join(', ')}?`);

export const badIdx = (file: string, problem: string): Error =>
  make('IDX', `${file} is not a whole IDX file: ${problem}; get it again`);

export const wrongContents = (file: string, problem: string): Error =>
  make('CONTENTS', `${file} does not hold what it should: ${problem}; get it again`);

export const badSplit = (count: number, validation: number): Error =>
  make(
    'SPLIT',
    `cannot hold out ${validation} of ${count} training examples for validation; ` +
      `choose a whole number from 0 to ${count - 1}`,
  );

export const badBatch = (batch: number, train: number): Error =>
  make(
    'BATCH',
    `batch ${batch} does not fit ${train} training examples; choose a whole number from 1 to ${train}`,
  );

export const badIteration = (iteration: number): Error =>
  make('ITERATION', `iteration ${iteration} has no batch; iterations are 1, 2, 3, ...`);

export const badCount = (what: string, value: number): Error =>
  make('COUNT', `strokes: ${what} ${value} is not a whole number of at least 10`);
