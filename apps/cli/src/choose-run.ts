import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { applyOverrides, configOf, figureByName, presetOf } from '@sweepstake/experiments';
import type { RunConfig } from '@sweepstake/experiments';
import { openStore } from '@sweepstake/store';
import { flagsOf } from './describe-run.ts';
import { OTHER_DEFINITION, ambiguousRun, nothingRun } from './errors.ts';
import { argumentFor } from './own/own-experiments.ts';
import { overridesOf } from './resolve-config.ts';
import type { ConfigFlags } from './resolve-config.ts';
import { RUNS, foldersIn } from './run-folders.ts';
import { readRunRecord } from './run-record.ts';
import type { RunEntry } from './run-record.ts';
import { remark } from './shell.ts';

export { RUNS };

/** A folder holds results of one arithmetic only, so another backend has one of its own. */
export function defaultFolder({ experiment, preset, backend, fast_math }: RunConfig): string {
  const usual = configOf(experiment, preset).backend;
  const parts = [experiment, preset, ...(backend === usual ? [] : [backend])];
  return join(RUNS, [...parts, ...(fast_math ? ['fast-math'] : [])].join('-'));
}

/** A configuration and the folder that it was run in. */
export interface FoundRun extends RunEntry {
  readonly folder: string;
}

/**
 * Everything that was run, in one folder or in all folders of `runs`. Of all, one whose experiment has the name of
 * another one of one's own is told and left out; one that was named is an error.
 */
export function findRuns(folder: string | undefined): FoundRun[] {
  const folders = folder === undefined ? foldersIn(RUNS) : [folder];
  return folders.flatMap((root) => {
    try {
      return readRunRecord(root).map((entry) => ({ ...entry, folder: root }));
    } catch (error) {
      if (folder !== undefined || (error as { code?: string }).code !== OTHER_DEFINITION)
        throw error;
      remark(`sweepstake: ${root} is left out: ${(error as Error).message}`);
      return [];
    }
  });
}

/** Run folders: the one that is named, or all in `runs`. Throws where the named one is none. */
export function runFolders(folder: string | undefined): string[] {
  if (folder === undefined)
    return foldersIn(RUNS).filter((root) => existsSync(join(root, 'sweepstake.json')));
  openStore(folder, { create: false });
  return [folder];
}

/**
 * The one run of an experiment that the flags fit. Where several do, the one in the folder that `run` uses by
 * default wins over one elsewhere. Throws where none is left, or more than one.
 */
export function chooseRun(experiment: string, flags: ConfigFlags): FoundRun {
  figureByName(experiment);
  if (flags.preset !== undefined) presetOf(experiment, flags.preset);
  const overrides = overridesOf(flags);
  const fitting = findRuns(flags.runs).filter(
    ({ config }) =>
      config.experiment === experiment &&
      (flags.preset === undefined || config.preset === flags.preset) &&
      isUnchanged(config, overrides),
  );
  const usual = fitting.filter(({ config, folder }) => folder === defaultFolder(config));
  const found = usual.length === 1 ? usual : fitting;
  if (found.length === 1) return found[0]!;
  const asked = [experiment, ...(flags.preset === undefined ? [] : [`preset ${flags.preset}`])];
  const what = [...asked, ...overrides].join(' ');
  const flagsText = [
    ...(flags.preset === undefined ? [] : [` --preset ${flags.preset}`]),
    ...overrides.map((override) => ` --set ${override}`),
  ].join('');
  if (found.length === 0)
    throw nothingRun(
      what,
      flags.runs ?? RUNS,
      `run it first (sweepstake run ${argumentFor(experiment)}${flagsText}), name another folder with --runs, ` +
        'or see sweepstake status',
    );
  throw ambiguousRun(
    what,
    found.map(({ config, folder }) => `${flagsOf(config)} --runs ${folder}`),
  );
}

function isUnchanged(config: RunConfig, overrides: readonly string[]): boolean {
  const changed = applyOverrides(config, overrides);
  return JSON.stringify(changed) === JSON.stringify(config);
}
