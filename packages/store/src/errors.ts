const make = (what: string, message: string, cause?: unknown): Error & { code: string } =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), {
    code: `SWEEPSTAKE_STORE_${what}`,
  });

export const notJson = (where: string, what: string) =>
  make(
    'NOT_JSON',
    `${where} is ${what}; use null, booleans, finite numbers, strings, lists, objects`,
  );

export const rootIsFile = (root: string) =>
  make('ROOT_IS_FILE', `run folder ${root} is a file; name a folder`);

export const noRoot = (root: string) =>
  make('NO_ROOT', `run folder ${root} does not exist; run an experiment into it first`);

export const noRunFolder = (root: string) =>
  make(
    'NO_RUN_FOLDER',
    `${root} is no run folder: it has no sweepstake.json; name one, as in runs/figure-3-reduced`,
  );

export const foreignFolder = (root: string, found: string) =>
  make(
    'FOREIGN_FOLDER',
    `run folder ${root} holds ${found} but no sweepstake.json; name an empty or a new folder`,
  );

export const unknownFormat = (root: string, format: unknown, known: number) =>
  make(
    'FORMAT',
    `run folder ${root} has format ${JSON.stringify(format) ?? 'none'}, this version reads ` +
      `${known}; use another folder, or the version that wrote it`,
  );

export const damagedManifest = (file: string, why: string) =>
  make('MANIFEST', `${file} cannot be read (${why}); restore it, or use another folder`);

export const otherNumerics = (root: string, stored: string, given: string) =>
  make(
    'NUMERICS',
    `run folder ${root} holds results of numerics ${stored}, this is ${given}; ` +
      'use another folder, or the version that wrote it',
  );

export const unlabelledNumerics = (root: string, given: string) =>
  make(
    'NUMERICS',
    `run folder ${root} holds results of unrecorded numerics, this is ${given}; use another folder`,
  );

export const foreignNumerics = (
  root: string,
  own: string | undefined,
  other: string,
  theirs: string | undefined,
) =>
  make(
    'NUMERICS',
    `run folder ${root} holds results of numerics ${own ?? 'unrecorded'}, ${other} of ` +
      `${theirs ?? 'unrecorded'}; take stages over from a folder of the same numerics`,
  );

export const badId = (id: string) =>
  make('ID', `stage id ${JSON.stringify(id)} is not 20 hex digits; make it with stageId(config)`);

export const badFileName = (name: string) =>
  make(
    'FILE_NAME',
    `file name ${JSON.stringify(name)} is not allowed in a stage; ` +
      'use letters, digits, dot, dash and underscore',
  );

export const noStage = (id: string, root: string) =>
  make('NO_STAGE', `stage ${id} is not in ${root}; run the experiment again`);

export const noFile = (id: string, file: string, names: readonly string[]) =>
  make('NO_FILE', `stage ${id} has no file ${file}; it has ${names.join(', ') || 'no files'}`);

export const damagedStage = (id: string, file: string, why: string) =>
  make('DAMAGED', `stage ${id} is damaged: ${why}; delete ${file} and run again`);

export const droppedFile = (id: string, file: string, name: string) =>
  make(
    'DROPPED',
    `${name} of stage ${id} was dropped to save room; ` +
      `to have it again, delete ${file} and run again without --keep masks`,
  );

export const damagedPlan = (file: string, why: string) =>
  make('PLAN', `${file} cannot be used (${why}); delete it and plan again: no result is lost`);

export const noLinks = (root: string, why: string) =>
  make(
    'NO_LINKS',
    `the file system of ${root} has no hard links (${why}), so that processes cannot share its ` +
      'stages; run one process at a time, or give each a shard of its own',
  );

export const diskFull = (root: string, what: string, cause: unknown) =>
  make(
    'DISK_FULL',
    `no space left in ${root} for ${what}; free some space and run again: ` +
      'everything finished is kept',
    cause,
  );

export const notWritable = (root: string, what: string, cause: unknown) =>
  make(
    'NOT_WRITABLE',
    `${what} cannot be written in ${root} (${(cause as Error).message}); ` +
      'make the folder writable or name another',
    cause,
  );

export const damagedCurve = (why: string) =>
  make('CURVE', `the bytes are not one MessagePack value (${why}); delete the file and run again`);
