/** Every error of the command line; `code` is `SWEEPSTAKE_CLI_<WHAT>`. */
export interface CliError extends Error {
  readonly code: string;
}

const failure = (what: string, message: string, cause?: unknown): CliError =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), {
    code: `SWEEPSTAKE_CLI_${what}`,
  });

const reason = (cause: unknown): string => {
  const { code, message } = cause as NodeJS.ErrnoException;
  const known = {
    ENOENT: 'no such file',
    EISDIR: 'it is a folder',
    EACCES: 'no permission',
    ENOTDIR: 'a part of its path is a file',
    EEXIST: 'a part of its path is a file',
  };
  return known[code as keyof typeof known] ?? code ?? message;
};

export const cannotRead = (file: string, cause: unknown): CliError =>
  failure('CANNOT_READ', `cannot read ${file}: ${reason(cause)}; check its path`, cause);

export const cannotWrite = (file: string, cause: unknown): CliError => {
  const remedy = (cause as NodeJS.ErrnoException).code === 'ENOSPC' ? 'free some space' : '';
  return failure(
    'CANNOT_WRITE',
    `cannot write ${file}: ${reason(cause)}; ${remedy || 'name another folder'} and try again`,
    cause,
  );
};

/** A folder without any file of `results/<experiment>`. */
export const noResults = (folder: string, isOneExperiment: boolean): CliError =>
  failure(
    'NO_RESULTS',
    `${folder} holds no published results: ` +
      (isOneExperiment
        ? 'it is that of one experiment; name the folder around it'
        : 'no folder of an experiment with its trials.csv; name the folder that has figure-3 and others'),
  );

export const badRunFile = (file: string, why: string): CliError =>
  failure('RUN_FILE', `${file} is not a run file: ${why}; see sweepstake schema`);

export const experimentAsRunFile = (file: string): CliError =>
  failure(
    'RUN_FILE',
    `${file} is an experiment, no run file; name it without --config: sweepstake run ${file}`,
  );

export const runFileAsExperiment = (file: string): CliError =>
  failure(
    'EXPERIMENT_FILE',
    `${file} is a run file, no experiment; give it with --config: sweepstake run --config ${file}`,
  );

export const noExperiment = (valid: readonly string[]): CliError =>
  failure(
    'NO_EXPERIMENT',
    `name an experiment (${valid.slice(0, 3).join(', ')}, ... see sweepstake list experiments), its file, ` +
      'or describe a run with --config FILE',
  );

export const otherExperiment = (named: string, file: string, found: string): CliError =>
  failure(
    'OTHER_EXPERIMENT',
    `${file} describes ${found}, not ${named}; name one experiment, or leave the name out`,
  );

export const badRecord = (file: string, why: string): CliError =>
  failure(
    'RECORD',
    `${file} cannot be read (${why}); delete it and repeat the run: finished stages are kept`,
  );

export const badNetworkFile = (file: string, why: string): CliError =>
  failure('NETWORK_FILE', `${file} is not JSON: ${why}; correct it`);

export const badOwnRecord = (file: string, why: string): CliError =>
  failure(
    'OWN_RECORD',
    `${file} cannot be read (${why}); delete it, and name networks and data sets of your own by ` +
      'their paths once more: finished stages are kept',
  );

export const nothingRun = (what: string, folder: string, remedy: string): CliError =>
  failure('NOTHING_RUN', `${folder} holds no run of ${what}; ${remedy}`);

export const ambiguousRun = (what: string, choices: readonly string[]): CliError =>
  failure('AMBIGUOUS', `several runs of ${what} match; choose one of: ${choices.join(' | ')}`);

export const unfitNetwork = (
  network: string,
  has: string,
  dataset: string,
  needs: number,
): CliError =>
  failure(
    'NETWORK',
    `network ${network} has ${has}, data set ${dataset} needs ${needs}; ` +
      'choose another network or data set, as in --network mlp-784-300-100-10',
  );

export const badBatch = (batch: number, train: number, dataset: string): CliError =>
  failure(
    'BATCH',
    `batch is ${batch}, but ${dataset} leaves ${train} training examples beside those held out ` +
      'for validation; set batch or validation smaller',
  );

export const unknownSource = (dataset: string, known: readonly string[]): CliError =>
  failure(
    'REPLAY_DATA',
    `the recorded run needs the examples '${dataset}', which are none of ` +
      `${known.map((name) => `${name}-train`).join(', ')}; put inputs and targets into the file`,
  );

export const nothingToDraw = (experiment: string, preset: string): CliError =>
  failure(
    'NOTHING_TO_DRAW',
    `no finished training of ${experiment}, preset ${preset}, belongs to its figure; ` +
      'continue the run, see sweepstake status',
  );

export const unknownList = (what: string, valid: readonly string[]): CliError =>
  failure('LIST', `cannot list '${what}'; choose ${valid.join(', ')}`);

export const badFlag = (flag: string, value: string, valid: string): CliError =>
  failure('FLAG', `${flag} is "${value}"; give ${valid}`);

export const needsFlag = (flag: string, needed: string): CliError =>
  failure('FLAG', `${flag} means nothing without ${needed}; add ${needed}, or leave it out`);

export const fileExists = (file: string): CliError =>
  failure('EXISTS', `${file} exists; add --force to replace it, or name another file with --out`);

export const noTraining = (
  run: string,
  key: string,
  asked: string,
  where: string,
  choices: readonly string[],
): CliError =>
  failure(
    'TRAINING',
    `${run} has no training of ${key} '${asked}'${where === '' ? '' : ` at ${where}`}; ` +
      `choose ${choices.join(', ')}`,
  );

export const startsFrom = (
  training: string,
  needed: string,
  folder: string,
  command: string,
): CliError =>
  failure(
    'STARTS_FROM',
    `${training} starts from ${needed}, which ${folder} does not hold; run it first: ${command}`,
  );

export const noFastMath = (backend: string): CliError =>
  failure(
    'FAST_MATH',
    `fast math is not there on ${backend}; leave it out, or train on the engine`,
  );

export const ambiguousEntry = (file: string, one: string, other: string): CliError =>
  failure('PACK', `${one} and ${other} would both be ${file} in the archive; rename one of them`);

export const notAsExpected = (module: string, wanted: string): CliError =>
  failure(
    'PACK',
    `cannot pack: ${module} was not found with ${wanted}; install the versions of package-lock.json`,
  );

export const unresolvedImport = (message: string): CliError =>
  failure('PACK', `cannot pack: ${message}; install every package with npm ci`);

export const noBundler = (cause: unknown): CliError =>
  failure(
    'PACK',
    'cannot pack: rolldown is not installed here; in an unpacked archive, copy its folder as it is; ' +
      'elsewhere install the npm package again',
    cause,
  );

export const sharedNode = (node: string, parts: readonly string[]): CliError =>
  failure(
    'PACK',
    `cannot pack ${node}: it needs libraries of this machine (${parts.join(', ')}); run this command with ` +
      'a node from nodejs.org or from the npm package node',
  );

export const notOnWindows = (): CliError =>
  failure(
    'PACK',
    'cannot pack on Windows: the archive starts with a shell script; pack on Linux or macOS',
  );

export const notPacked = (path: string): CliError =>
  failure('EXISTS', `${path} exists and is nothing that pack wrote; name another one with --out`);

export const otherPlan = (root: string, stage: string): CliError =>
  failure(
    'PLAN',
    `run folder ${root} was planned otherwise: '${stage}' differs; ` +
      'use another folder, or the version that planned it',
  );

export const unknownPlan = (root: string, format: unknown, known: number): CliError =>
  failure(
    'PLAN',
    `plan.json of ${root} has format ${JSON.stringify(format) ?? 'none'}, this version reads ${known}; ` +
      'use another folder, or the version that wrote it',
  );

export const cannotBoth = (one: string, other: string): CliError =>
  failure('FLAG', `${one} and ${other} exclude each other; leave one out`);

export const notCarried = (file: string): CliError =>
  failure(
    'FLAG',
    `pods do not see ${file}; name the experiment, and what differs with --set key=value`,
  );

export const noSlurm = (program: string, cause: unknown): CliError =>
  failure(
    'NO_SLURM',
    `${program} is not installed here; submit on a machine of the cluster, or leave out --submit`,
    cause,
  );

export const slurmRefused = (program: string, said: string, cause: unknown): CliError =>
  failure('SLURM', `${program} failed: ${said}; change what it names and try again`, cause);

export const partlySubmitted = (file: string, jobs: readonly number[], cause: unknown): CliError =>
  failure(
    'SLURM',
    `${file} was not submitted: ${(cause as Error).message}; submitted before it: ${jobs.join(', ')}, ` +
      'which go on unless scancel ends them',
    cause,
  );

export const badSubmitted = (file: string, why: string): CliError =>
  failure(
    'SUBMITTED',
    `${file} cannot be read (${why}); delete it: jobs and results are untouched`,
  );

export const needsFailed = (): CliError =>
  failure('FLAG', 'retry needs --failed, which says what is tried again; add it');

export const unknownMetric = (name: string, valid: readonly string[]): CliError =>
  failure('METRIC', `unknown metric '${name}'; choose ${valid.join(' or ')}`);

export const noWeights = (folder: string, why: string): CliError =>
  failure(
    'NO_WEIGHTS',
    `${folder} has no trained weights to measure: ${why}; run it, without --keep masks`,
  );

export const cannotListen = (host: string, port: number, cause: unknown): CliError => {
  const { code, message } = cause as NodeJS.ErrnoException;
  const remedies = {
    EADDRINUSE: 'something else listens there; choose another --port, or --port 0 for any free one',
    EACCES: 'no permission; choose a --port of 1024 or more',
    EADDRNOTAVAIL: 'this machine has no such address; leave --host out for 127.0.0.1',
    ENOTFOUND: 'no such host; leave --host out for 127.0.0.1',
  };
  const remedy =
    remedies[code as keyof typeof remedies] ?? `${message}; choose another --host or --port`;
  return failure('LISTEN', `cannot serve at ${host}:${port}: ${remedy}`, cause);
};

export const noFigureHas = (preset: string, valid: readonly string[]): CliError =>
  failure('PRESET', `no figure has a preset '${preset}'; choose ${valid.join(', ')}`);

export const badExperimentFile = (file: string, why: string): CliError =>
  failure(
    'EXPERIMENT_FILE',
    `${file} is no experiment: ${why}; see sweepstake schema --experiment`,
  );

/** The code of `otherDefinition`. */
export const OTHER_DEFINITION = 'SWEEPSTAKE_CLI_OTHER_DEFINITION';

export const otherDefinition = (name: string, file: string): CliError =>
  failure(
    'OTHER_DEFINITION',
    `${file} is of another experiment called '${name}'; give this one another name, or name another folder ` +
      'with --runs',
  );
