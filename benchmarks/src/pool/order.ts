/** What a process of stages is to run: the chains of figure 3 at `paper`, with other numbers. */
export interface StagesOrder {
  readonly workers: number;
  readonly trials: number;
  readonly seed: number;
  readonly iterations: number;
  /** Prunings; a trial is one training more. */
  readonly rounds: number;
}

export interface StagesResult {
  readonly dataset: string;
  /** From the start of the pool to the end of its last stage. */
  readonly seconds: number;
  /** Training steps of all stages. */
  readonly updates: number;
  readonly failed: readonly string[];
  /** Resident bytes while every worker was busy and had finished a stage before. */
  readonly steady: readonly number[];
  /** Largest resident bytes. */
  readonly peak: number;
}
