/** An error of the native library or its installation; `code` is stable, the message is for people. */
export interface NativeError extends Error {
  readonly code: `SWEEPSTAKE_TFJS_NATIVE_${string}`;
}

/** What to type where the library is not there, or not right. */
export const INSTALL = 'sweepstake native install';

const make = (what: string, message: string, cause?: unknown): NativeError =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), {
    code: `SWEEPSTAKE_TFJS_NATIVE_${what}` as const,
  });

export const noHome = (): NativeError =>
  make('NO_CACHE', 'no home folder to keep tfjs-node in; set SWEEPSTAKE_NATIVE to a folder');

/** `why` says where it was looked for, `remedy` what to type. */
export const notUsable = (
  state: 'missing' | 'broken',
  why: string,
  remedy: string,
  cause?: unknown,
): NativeError => make(state === 'missing' ? 'MISSING' : 'BROKEN', `${why}; ${remedy}`, cause);

export const inWorkerThread = (): NativeError =>
  make(
    'THREAD',
    'tfjs-node is not loaded in a worker thread, where it can take the whole process with it and its ' +
      "threads cannot be limited; run stages with isolation: 'process'",
  );

export const badThreads = (threads: unknown): NativeError =>
  make('THREADS', `threads is ${String(threads)}; give a positive integer`);

export const threadsFixed = (loaded: number, asked: number): NativeError =>
  make(
    'THREADS',
    `tfjs-node was loaded with ${loaded} threads in this process, which cannot become ${asked}; ` +
      'use another process',
  );

export const unsupportedPlatform = (
  platform: string,
  arch: string,
  what: string,
  known: readonly string[],
): NativeError =>
  make(
    'PLATFORM',
    `${what} is not there for ${platform} ${arch}, only for ${known.join(', ')}; ` +
      'train with --backend engine or tfjs-wasm instead',
  );

/** A folder that holds what no installation of ours put there. */
export const foreignFolder = (folder: string, entry: string): NativeError =>
  make(
    'FOLDER',
    `${folder} holds '${entry}', which is not of an installation of tfjs-node, so it is left alone; ` +
      'set SWEEPSTAKE_NATIVE to a folder of its own',
  );

/** A step of the installation that failed; nothing of it is kept. */
export const stepFailed = (
  step: string,
  why: string,
  remedy: string,
  cause?: unknown,
): NativeError => make('STEP', `${step}: ${why}; ${remedy}`, cause);

export const badWheel = (path: string, why: string, remedy: string, cause?: unknown): NativeError =>
  make('WHEEL', `${path} cannot be used as a TensorFlow wheel: ${why}; ${remedy}`, cause);

export const stopped = (): NativeError =>
  make('STOPPED', 'stopped as asked; nothing was installed');
