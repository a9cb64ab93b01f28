import { existsSync } from 'node:fs';
import { isJudged } from '@sweepstake/claims';
import { reportHtml } from '@sweepstake/report';
import { counted } from '../duration.ts';
import { cannotRead } from '../errors.ts';
import { gatherReport } from '../report/gather-report.ts';
import { resultsFolder } from '../results-folder.ts';
import { remark, say } from '../shell.ts';
import { writeFile } from '../write-file.ts';

/** Flags of `sweepstake report`. */
export interface ReportFlags {
  readonly out: string;
  readonly runs?: string;
  readonly results?: string;
}

/** `sweepstake report`: claims, figures and where they come from as one HTML file. */
export async function report(
  { out, runs, results }: ReportFlags,
  version: string,
): Promise<number> {
  if (runs !== undefined && !existsSync(runs)) throw cannotRead(runs, { code: 'ENOENT' });
  const places = { runs, results: resultsFolder(results), version };
  const input = await gatherReport(places, (line) => remark(`sweepstake: ${line}`));
  const page = reportHtml(input);
  writeFile(out, page);
  const judged = input.claims.filter(isJudged);
  say(
    `${out}: ${judged.length} of ${input.claims.length} claims judged, ${counted(input.figures.length, 'figure')}, ` +
      `${(page.length / 2 ** 20).toFixed(1)} MB`,
  );
  return 0;
}
