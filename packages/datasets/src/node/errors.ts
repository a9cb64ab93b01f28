const make = (what: string, message: string, cause?: unknown): Error & { code: string } =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), {
    code: `SWEEPSTAKE_DATASETS_${what}`,
  });

export const noDataFolder = (folder: string): Error =>
  make('NO_FOLDER', `SWEEPSTAKE_DATA names ${folder}, which is not a folder; correct or unset it`);

export const noHome = (): Error =>
  make('NO_CACHE', 'no home folder to keep downloads in; set SWEEPSTAKE_CACHE to a folder');

export const unreadable = (path: string, cause: unknown): Error =>
  make('UNREADABLE', `cannot read ${path} (${reason(cause)}); check its permissions`, cause);

export const corruptFile = (path: string, dataset: string, problem: string): Error =>
  make(
    'CORRUPT',
    `${path} is not the published file of ${dataset}: ${problem}; ` +
      `delete it and run \`sweepstake data get ${dataset}\``,
  );

export const corruptGzip = (path: string, cause: unknown): Error =>
  make(
    'GZIP',
    `${path} is corrupt or truncated: gzip says '${reason(cause)}'; delete it and get it again`,
    cause,
  );

export const corruptDownload = (address: string, problem: string): Error =>
  make(
    'DOWNLOAD_CORRUPT',
    `the download from ${address} is not the published file: ${problem}; nothing was kept; ` +
      'try again later, or put the file into the folder that SWEEPSTAKE_DATA names',
  );

/** The code of the one error that a fallback answers. */
export const UNAVAILABLE = 'SWEEPSTAKE_DATASETS_UNAVAILABLE';

export const corruptMember = (path: string, member: string, problem: string): Error =>
  make(
    'CORRUPT',
    `${member} in ${path} is not the published file: ${problem}; delete the archive and get it again`,
  );

export const unavailable = (
  { name: dataset, standIn }: { readonly name: string; readonly standIn: string },
  file: string,
  attempts: readonly string[],
): Error =>
  make(
    'UNAVAILABLE',
    `${dataset}: ${file} is not here and could not be downloaded (${attempts.join('; ') || 'no mirror is known'}); ` +
      `set SWEEPSTAKE_DATA to a folder that has it, or connect and run ` +
      `\`sweepstake data get ${dataset}\`, or choose the data set '${standIn}', which needs no files`,
  );

export const cannotKeep = (folder: string, cause: unknown): Error =>
  make(
    'CANNOT_KEEP',
    `cannot write to ${folder} (${reason(cause)}); free space there, ` +
      'or set SWEEPSTAKE_CACHE to another folder',
    cause,
  );

export const noDatasetFile = (folder: string, cause: unknown): Error =>
  make(
    'NO_DATASET_FILE',
    `${folder} is not the folder of a data set: its dataset.json cannot be read (${reason(cause)}); ` +
      'name a folder that has one, see the README of @sweepstake/datasets',
    cause,
  );

export const notJson = (file: string, cause: unknown): Error =>
  make('DATASET_FILE', `${file} is not JSON: ${(cause as Error).message}; correct it`, cause);

export const noArray = (file: string, cause: unknown): Error =>
  make(
    'NO_ARRAY',
    `cannot read ${file} (${reason(cause)}); correct its path in dataset.json`,
    cause,
  );

export const unknownArray = (file: string): Error =>
  make(
    'ARRAY',
    `${file} is of no known format; the name of an array ends in .npy, .idx or ubyte, with .gz or without`,
  );

export const folderGone = (name: string, attempts: readonly string[]): Error =>
  make(
    'FOLDER_GONE',
    `the files of data set ${name} are not where they were: ${attempts.join('; ')}; put them back, ` +
      'or name their new place with --dataset FOLDER: the same data has the same name everywhere ' +
      `(or have them as ${name.split('@')[0]!} in the folder that SWEEPSTAKE_DATA names)`,
  );

export const isFolder = (name: string): Error =>
  make(
    'OWN_FOLDER',
    `${name} is a data set of your own, which nobody publishes; ` +
      'look at its folder with sweepstake data check FOLDER',
  );

/** The shortest true description of why an operation failed: a system's code where there is one. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0]);
  if (error.cause instanceof Error) return reason(error.cause);
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error.message;
}
