const failure = (what: string, message: string): Error =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_CLUSTER_${what}` });

/** A time limit that Slurm would not read. */
export const badTime = (value: string): Error =>
  failure(
    'TIME',
    `time limit is "${value}"; give hours:minutes:seconds, minutes, or days-hours, as in 4:00:00`,
  );

/** The stop signal would come before the work. */
export const badNotice = (notice: number, limit: number): Error =>
  failure(
    'NOTICE',
    `notice is ${notice} s, the time limit ${limit} s; ` +
      'give a notice of at least 1 s and at most half the limit, or a longer limit',
  );

/** An amount of memory that neither Slurm nor Kubernetes would read. */
export const badMemory = (value: string): Error =>
  failure('MEMORY', `memory is "${value}"; give a whole number and K, M, G or T, as in 4G`);

/** A count that is not a whole number in its range. */
export const badCount = (what: string, value: number, valid: string): Error =>
  failure('COUNT', `${what} is ${value}; give ${valid}`);

/** A text that cannot stand in a line of a script. */
export const badText = (what: string, value: string, why: string): Error =>
  failure('TEXT', `${what} is ${JSON.stringify(value)}, which ${why}; give another`);

/** An extra option of sbatch that is none, or that this package writes itself. */
export const badOption = (option: string, remedy: string): Error =>
  failure('OPTION', `sbatch option '${option}' cannot be passed on; ${remedy}`);

/** A stage waits for one of a later array, or arrays wait for each other. */
export const badOrder = (stage: string, shard: number, other: number): Error =>
  failure(
    'ORDER',
    `stage ${stage} of shard ${shard} waits for one of shard ${other}, whose array comes later; ` +
      'keep stages that wait for each other in one shard, or in shards of rising numbers',
  );

/** A name that Kubernetes would refuse. */
export const badName = (what: string, name: string): Error =>
  failure(
    'NAME',
    `${what} is "${name}"; give at most 52 small letters, digits and hyphens, ` +
      'with a letter first and no hyphen last',
  );

/** What squeue printed is not what it prints. */
export const badQueue = (why: string): Error =>
  failure('QUEUE', `squeue --json cannot be read (${why}); see squeue --help for --json`);
