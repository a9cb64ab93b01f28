import type { Report } from './report.ts';

/** What the command line decides. */
export interface BenchOptions {
  readonly quick: boolean;
  readonly late: boolean;
  readonly peers: boolean;
  /** Undefined: the benchmark's own default. */
  readonly repeats: number | undefined;
  /** The core to pin to; undefined where nothing can be pinned. */
  readonly core: number | undefined;
  readonly python: string;
}

/** One benchmark: measures, and writes what it found to the report. */
export type Bench = (report: Report, options: BenchOptions) => Promise<void>;
