import { experimentNames } from '@sweepstake/experiments';
import { isExperimentFile, loadExperiment } from './own/own-experiments.ts';
import { RUNS, foldersIn } from './run-folders.ts';
import { readRunRecord } from './run-record.ts';

/**
 * The name of an experiment that was asked for by its name or its file. One that was run from a file before is known by
 * its name, from the run folder that is named or any in `runs`. What nobody knows is answered as it is.
 */
export function experimentNamed(argument: string, folder?: string): string {
  if (isExperimentFile(argument)) return loadExperiment(argument);
  const folders = folder === undefined ? foldersIn(RUNS) : [folder];
  for (const root of folders) {
    if (experimentNames().includes(argument)) break;
    lookInto(root);
  }
  return argument;
}

/** What cannot be read is told by those who need it. */
function lookInto(root: string): void {
  try {
    readRunRecord(root);
  } catch {
    // Another folder may know the name.
  }
}
