/** Update rules; `weightDecay` w adds w times the weight to its gradient before anything else. */
export type Optimizer =
  | { readonly kind: 'sgd'; readonly weightDecay: number }
  /** v = momentum v + g; weight -= lr v. */
  | { readonly kind: 'momentum'; readonly momentum: number; readonly weightDecay: number }
  /** Kingma & Ba 2015, algorithm 1, bias-corrected. */
  | {
      readonly kind: 'adam';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly weightDecay: number;
    };

/** The paper's Adam (protocol of Frankle & Carbin leaves betas and epsilon to the usual defaults). */
export const ADAM: Optimizer = {
  kind: 'adam',
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
};
