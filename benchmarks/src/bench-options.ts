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
  /** Ours: `engine`, or another backend of the stages, to try a benchmark out. */
  readonly backend: string;
  /** Undefined: all that the benchmark knows. */
  readonly networks: readonly string[] | undefined;
  /** Training steps of a benchmark that trains; undefined: its own default. */
  readonly iterations: number | undefined;
  /** Of these, how many PyTorch makes where its time is scaled up. */
  readonly peerIterations: number | undefined;
  /** Where the report goes besides standard output; what comes with it goes beside it. */
  readonly out: string | undefined;
}

/** One benchmark: measures, and writes what it found to the report. */
export type Bench = (report: Report, options: BenchOptions) => Promise<void>;
