import { figureByName, paperFigures } from '@sweepstake/experiments';
import type { ReportFigure, ReportInput } from '@sweepstake/report';
import { findRuns, RUNS } from '../choose-run.ts';
import { runFoldersIn } from '../serve/observer.ts';
import { claimsJudge } from './judged-claims.ts';
import { madeHere } from './made-here.ts';
import { publishedNotes } from './published-notes.ts';
import { commandToRun, labelOf, reportFigures } from './report-figures.ts';
import { runBehind } from './runs-behind.ts';
import { gatherSource, sourcesOf } from './sources.ts';

/** Where a report is gathered from. */
export interface ReportPlaces {
  /** A run folder, or a folder of run folders; default `runs`. */
  readonly runs: string | undefined;
  /** Published results: one folder for each experiment. */
  readonly results: string;
  /** Of this program. */
  readonly version: string;
}

/**
 * Reads all that is finished, here and published, judges the claims by it and draws it. What cannot be read or drawn
 * is told and left out; it stops no other.
 */
export async function gatherReport(
  { runs, results, version }: ReportPlaces,
  onLeftOut: (line: string) => void,
): Promise<ReportInput> {
  const orTell = <T>(where: string, read: () => T[]): T[] => {
    try {
      return read();
    } catch (error) {
      onLeftOut(`${where} is left out: ${(error as Error).message}`);
      return [];
    }
  };
  const found = runFoldersIn(runs ?? RUNS).flatMap((folder) =>
    orTell(folder, () => findRuns(folder)),
  );
  const judge = claimsJudge();
  const figures: ReportFigure[] = [];
  for (const source of sourcesOf(found, results)) {
    const { experiment, found: run } = source;
    try {
      const gathered = gatherSource(source, results);
      judge.take(gathered);
      if (run.isDrawable !== false) figures.push(...(await reportFigures(gathered, version)));
    } catch (error) {
      onLeftOut(`${run.folder ?? experiment} is left out: ${(error as Error).message}`);
    }
  }
  const drawn = new Set(figures.map(({ name }) => name));
  const isDrawn = (experiment: string): boolean =>
    [...drawn].some((name) => name.startsWith(`${experiment}-`));
  return {
    version,
    claims: judge.lines(),
    figures,
    absent: paperFigures
      .filter((name) => !isDrawn(name))
      .map((name) => ({
        name,
        title: `${labelOf(name)}: ${figureByName(name).title}`,
        command: commandToRun(name),
      })),
    runs: found.flatMap((run) => orTell(run.folder, () => [runBehind(run)])),
    notes: publishedNotes(results),
    made: madeHere(version),
  };
}
