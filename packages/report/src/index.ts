export type {
  AbsentFigure,
  ClaimLine,
  DataTable,
  Fact,
  ReportFigure,
  ReportInput,
  ReportNote,
  ReportRun,
  Verdict,
} from './report-input.ts';
export { livePageHtml, reportHtml, reportParts } from './report-html.ts';
export { VERDICTS } from './verdicts.ts';
export { tablesOfRows } from './tables-of-rows.ts';
export { tablesOfDistributions } from './tables-of-distributions.ts';
export { factsOfRows } from './facts-of-rows.ts';
export type {
  LiveCurve,
  LiveInput,
  LiveLevel,
  LiveRange,
  LiveRun,
  LiveStage,
} from './live-input.ts';
export { liveParts } from './live-section.ts';
