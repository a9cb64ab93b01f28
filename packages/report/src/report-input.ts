/** What was made of a claim of the paper. */
export type Verdict = 'reproduced' | 'direction only' | 'not reproduced' | 'not judged' | 'not run';

/** One claim of the paper beside what was measured, all of it as text for readers. */
export interface ClaimLine {
  /** As in `L1`; unique. */
  readonly id: string;
  readonly text: string;
  /** Where in the paper it stands. */
  readonly source: string;
  /** The paper's value, with its unit. */
  readonly paper: string;
  /** `mean [minimum, maximum]` with its unit; empty where nothing was measured. */
  readonly measured: string;
  /** Paired trials behind it. */
  readonly trials: number;
  /** Of the runs that were judged; null where there are none. */
  readonly preset: string | null;
  readonly verdict: Verdict;
  /** Why the verdict is what it is; may be empty. */
  readonly reason: string;
  /** What to type to judge it; null where nothing is left to run. */
  readonly command: string | null;
}

/** A name and what it is, as text. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A table for readers; the first column names its line. */
export interface DataTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** As many cells in each as there are columns. */
  readonly rows: readonly (readonly string[])[];
  /** What was left out of it, or how to read it; may be empty. */
  readonly note: string;
}

/** A figure that was drawn. */
export interface ReportFigure {
  /** Address in the page and name of its files, as in `figure-4a-paper`; unique. */
  readonly name: string;
  readonly title: string;
  /** What stands beside its title: preset, settings. */
  readonly subtitle: string;
  readonly caption: string;
  /** What somebody hears who does not see it. */
  readonly alt: string;
  /** An SVG document with a width and a height, without scripts, links or anything to fetch. */
  readonly svg: string;
  /** Every row behind it, as a CSV file. */
  readonly csv: string;
  readonly tables: readonly DataTable[];
  /** What draws it again. */
  readonly command: string;
  /** Preset, trials, data set, network, backend, numerics, version. */
  readonly facts: readonly Fact[];
}

/** A figure of the paper that no finished run supports yet. */
export interface AbsentFigure {
  readonly name: string;
  readonly title: string;
  /** What runs it. */
  readonly command: string;
}

/** A run behind the report: where it is, what made it, how long it took. */
export interface ReportRun {
  readonly folder: string;
  readonly command: string;
  readonly facts: readonly Fact[];
}

/** What somebody wrote about published results, as Markdown. */
export interface ReportNote {
  /** The file. */
  readonly file: string;
  readonly markdown: string;
}

/** All that a report shows. Nothing in it is of the moment, so that the same results give the same bytes. */
export interface ReportInput {
  readonly version: string;
  readonly claims: readonly ClaimLine[];
  readonly figures: readonly ReportFigure[];
  readonly absent: readonly AbsentFigure[];
  readonly runs: readonly ReportRun[];
  readonly notes: readonly ReportNote[];
  /** Of what made this page: revision, machine, Node. */
  readonly made: readonly Fact[];
}
