const make = (what: string, message: string, cause?: unknown): Error & { code: string } =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), {
    code: `SWEEPSTAKE_DATASETS_${what}`,
  });

export const unknownName = (what: string, name: string, nearest: readonly string[]): Error =>
  make(
    'UNKNOWN',
    `unknown ${what} '${name}'; did you mean ${nearest.join(', ')}?` +
      (what === 'data set' ? ` A folder of your own is named by its path, as in ./${name}` : ''),
  );

export const notLoaded = (name: string): Error =>
  make(
    'NOT_LOADED',
    `the folder of data set ${name} was not read; name the folder instead, as in ` +
      `--dataset ./${name.split('@')[0]}`,
  );

export const badNpy = (file: string, problem: string): Error =>
  make('NPY', `${file} is not a .npy file that can be used: ${problem}`);

export const badDatasetFile = (file: string, problem: string): Error =>
  make('DATASET_FILE', `${file}: ${problem}`);

export const badArray = (file: string, problem: string, remedy: string): Error =>
  make('ARRAY', `${file} does not hold what dataset.json says: ${problem}; ${remedy}`);

export const badIdx = (file: string, problem: string): Error =>
  make('IDX', `${file} is not a whole IDX file: ${problem}; get it again`);

export const badTar = (file: string, problem: string): Error =>
  make('TAR', `${file} is not a whole tar archive: ${problem}; get it again`);

export const badBatchFile = (file: string, problem: string): Error =>
  make('CIFAR', `${file} is not a whole CIFAR batch: ${problem}; get it again`);

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

export const badCount = (set: string, what: string, value: number): Error =>
  make('COUNT', `${set}: ${what} ${value} is not a whole number of at least 10`);

export const badCrop = (crop: number): Error =>
  make('CROP', `images cannot be moved by ${crop} pixels; choose a crop from 0 to 127`);

export const badMoveCount = (count: number): Error =>
  make('MOVES', `moves for ${count} examples cannot be drawn; choose a whole number from 0`);

export const badImage = (shape: readonly number[], length: number): Error =>
  make(
    'IMAGE',
    `${length} values are no image of shape ${shape.join('x')}; ` +
      'give as many as channels x height x width, source and target alike',
  );
