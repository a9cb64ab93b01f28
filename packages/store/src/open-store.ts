import { join, resolve } from 'node:path';
import { adopt } from './adopt.ts';
import { checkpointFile } from './checkpoint.ts';
import type { CheckpointFile } from './checkpoint.ts';
import { readClaims } from './claims.ts';
import type { Claim } from './claims.ts';
import { clean, serverTime } from './clean.ts';
import type { Cleaned, CleanOptions } from './clean.ts';
import { dropFiles } from './drop.ts';
import { replaceDurably, writing } from './durable.ts';
import { entries } from './entries.ts';
import { foreignNumerics } from './errors.ts';
import { clearFailure, readFailures, writeFailure } from './failures.ts';
import type { Failure } from './failures.ts';
import { openManifest } from './manifest.ts';
import { checkFileName, isId, paths as pathsOf, STAGE_SUFFIX } from './paths.ts';
import type { Paths } from './paths.ts';
import { readPlan, writePlan } from './plan.ts';
import { publish } from './publish.ts';
import type { Output } from './publish.ts';
import { putAside } from './put-aside.ts';
import { isComplete, readFile, readFiles, readRecord } from './stage-record.ts';
import type { StageRecord } from './stage-record.ts';
import { sweepTemporaries, temporary } from './temporaries.ts';

export interface StoreOptions {
  /** Version of the arithmetic; a folder that holds another is refused. */
  readonly numerics?: string;
  /** Make the folder where it does not exist; default true. False for commands that only look. */
  readonly create?: boolean;
  /** For tests of crashes: called in `publish` when the first bytes of a stage are written and it is not there yet. */
  readonly onFirstWrite?: (id: string) => void;
}

/**
 * A run folder. All calls are synchronous; any number of threads, processes and machines may use
 * one folder at the same time. Processes that share the work open an owner (`openOwner`), and write
 * down what they do in a journal (`openJournal`).
 */
export interface Store {
  /** Absolute path of the folder. */
  readonly root: string;
  /** Version of the arithmetic behind its results, where one was recorded. */
  readonly numerics: string | undefined;
  /** True only where the stage's file is there with a whole header and its full length. */
  has(id: string): boolean;
  /** Ids of the finished stages, sorted. */
  list(): string[];
  /** Ids of all that have a file in `stages`, sorted, whole or damaged: what `verify` is to be called for. */
  names(): string[];
  /** Throws where the stage is absent or its header or length damaged. */
  record(id: string): StageRecord;
  /** The bytes of one file; throws where it is absent or was dropped, or its hash is wrong. */
  read(id: string, file: string): Uint8Array;
  /** Checks the hash of every file; throws at the first that is wrong. */
  verify(id: string): void;
  /** Makes a finished stage visible at once, and forgets its failure; an existing one wins. */
  publish(id: string, output: Output): void;
  /**
   * Makes a finished stage of another run folder of the same numerics visible here at once, by a link or else a copy,
   * and forgets its failure; false where it was finished here. Throws where it is absent or damaged there.
   */
  adopt(id: string, from: Store): boolean;
  /** Gives up the bytes of some files of a finished stage; returns how many that saved. See `read`. */
  drop(id: string, files: readonly string[]): number;
  /** Moves a damaged stage to `damaged`, so that it counts as not finished; returns its new path. */
  setAside(id: string): string;
  /** Where the stage keeps its state while it runs. */
  checkpoint(id: string): CheckpointFile;
  /** Ids of the stages that have a checkpoint, sorted. */
  checkpoints(): string[];
  /** Records why a stage did not finish. */
  fail(id: string, reason: string): void;
  /** Forgets why a stage did not finish, so that it counts as not tried. */
  clearFailure(id: string): void;
  /** Recorded failures of stages that have not finished since, by id. */
  failures(): Failure[];
  /** Stages that processes carry out, or carried out when they died; see `isStale`. */
  claims(): Claim[];
  /** Milliseconds by the clock of the file server, which claims are beaten by. Writes a file and removes it. */
  serverTime(): number;
  /** The frozen plan, a JSON value; null where there is none. Throws where it is damaged. */
  plan(): unknown;
  /** Writes the plan at once; one that is there stays, unless `replace`, and the answer is then false. */
  writePlan(plan: unknown, replace?: boolean): boolean;
  /** Replaces a file of the folder itself, such as `run.json`, at once. */
  replace(name: string, text: string): void;
  /** Removes what killed processes of this machine left half-written; returns their names. */
  sweepTemporaries(): string[];
  /** Removes all that dead processes left, and what is of no use any more. */
  clean(options?: CleanOptions): Cleaned;
}

/**
 * Opens a run folder, and makes it where it does not exist.
 *
 * Throws where `root` is a file, holds other things, was written in an unknown format or with
 * other numerics, or cannot be written.
 */
export function openStore(root: string, options: StoreOptions = {}): Store {
  const paths = pathsOf(resolve(root));
  const { numerics, create = true, onFirstWrite } = options;
  const manifest = openManifest(paths, numerics, create);
  return {
    root: paths.root,
    numerics: manifest.numerics,
    has: (id) => isComplete(paths, id),
    list: () => names(paths).filter((id) => isComplete(paths, id)),
    names: () => names(paths),
    record: (id) => readRecord(paths, id),
    read: (id, file) => readFile(paths, id, file),
    verify: (id) => void readFiles(paths, id),
    publish: (id, output) => {
      publish(paths, id, output, onFirstWrite && (() => onFirstWrite(id)));
      clearFailure(paths, id);
    },
    adopt(id, from) {
      if (from.numerics !== manifest.numerics)
        throw foreignNumerics(paths.root, manifest.numerics, from.root, from.numerics);
      const adopted = adopt(paths, id, pathsOf(from.root));
      if (adopted) clearFailure(paths, id);
      return adopted;
    },
    drop: (id, files) => dropFiles(paths, id, files),
    setAside: (id) => putAside(paths, paths.stage(id), `stage_${id}`),
    checkpoint: (id) => checkpointFile(paths, id),
    checkpoints: () => entries(paths.checkpoints).filter(isId),
    fail: (id, reason) => writeFailure(paths, id, reason),
    clearFailure: (id) => clearFailure(paths, id),
    failures: () => readFailures(paths),
    claims: () => readClaims(paths),
    serverTime: () => serverTime(paths),
    plan: () => readPlan(paths),
    writePlan: (plan, replace = false) => writePlan(paths, plan, replace),
    replace: (name, text) => replace(paths, name, text),
    sweepTemporaries: () => sweepTemporaries(paths.tmp),
    clean: (cleaning) => clean(paths, cleaning),
  };
}

function replace(paths: Paths, name: string, text: string): void {
  checkFileName(name);
  writing(paths.root, name, () =>
    replaceDurably(temporary(paths.tmp, 'file'), join(paths.root, name), [Buffer.from(text)]),
  );
}

function names(paths: Paths): string[] {
  const shelves = entries(paths.stages).filter((name) => /^[0-9a-f]{2}$/.test(name));
  return shelves
    .flatMap((shelf) => entries(join(paths.stages, shelf)))
    .filter((name) => name.endsWith(STAGE_SUFFIX))
    .map((name) => name.slice(0, -STAGE_SUFFIX.length))
    .filter(isId);
}
