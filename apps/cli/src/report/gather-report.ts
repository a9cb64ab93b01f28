import type { ReportInput } from '@sweepstake/report';
import { findRuns } from '../choose-run.ts';
import { runFoldersIn } from '../serve/observer.ts';
import { gatherFigures } from './gather-figures.ts';
import { madeHere } from './made-here.ts';
import { publishedNotes } from './published.ts';
import { runBehind } from './runs-behind.ts';

/** Where a report is gathered from. */
export interface ReportPlaces {
  /** A run folder, or a folder of run folders; default `runs`. */
  readonly runs: string | undefined;
  /** Published results: one folder for each experiment. */
  readonly results: string;
  /** Of this program. */
  readonly version: string;
}

/** Reads all that is finished, here and published, and draws it. */
export async function gatherReport({ runs, results, version }: ReportPlaces): Promise<ReportInput> {
  const found = runFoldersIn(runs ?? 'runs').flatMap((folder) => findRuns(folder));
  const { figures, absent } = await gatherFigures({ runs: found, results, version });
  return {
    version,
    claims: [],
    figures,
    absent,
    runs: found.map(runBehind),
    notes: publishedNotes(results),
    made: madeHere(version),
  };
}
