/** Names of the files that stages publish. */
export const paths = {
  /** MessagePack: a `TrainingRecord`. */
  curve: 'curve.msgpack',
  /** Trained surviving weights after the last iteration. */
  survivors: 'survivors.safetensors',
  /** Surviving weights at an iteration that later trainings rewind to. */
  kept: (iteration: number): string => `kept-${iteration}.safetensors`,
  isKept: (file: string): boolean => /^kept-\d+\.safetensors$/.test(file),
  /** Masks, and what regenerates the weights under them. */
  ticket: 'ticket.safetensors',
};
