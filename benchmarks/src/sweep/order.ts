/** What one process of the sweep benchmark is to do, as JSON in its only argument. */
export interface ChainOrder {
  /** `bare`: the loop alone; `full`: pool, claims, journal, store and checkpoints around it. */
  readonly kind: 'bare' | 'full';
  readonly iterations: number;
  readonly rounds: number;
}

/** What it prints. All in seconds. */
export interface ChainResult {
  readonly dataset: string;
  /** From the first training to the end of the last; the loading of data is not in it. */
  readonly wall: number;
  /** Processor time of all threads in that time. */
  readonly cpu: number;
  /** Of `full`: time inside calls of the store, and inside stages. */
  readonly store: number;
  readonly stages: number;
  /** SHA-256 of the last weights, to see that both did the same. */
  readonly weights: string;
}
