import type { Batch, Masks, Session } from '@sweepstake/training';

/** What a short training is made of. */
export interface Course {
  /** Replace the masks in the middle. */
  readonly second: Masks;
  /** Six; three before the change of masks and three after it. */
  readonly batches: readonly Batch[];
  readonly evaluated: Batch;
  readonly rate: number;
}

/** Everything observable in a short training with a change of masks in the middle. */
export function observe(session: Session, { second, batches, evaluated, rate }: Course) {
  const observed = new Map<string, ArrayLike<number>>();
  const run = (when: string, some: readonly Batch[]): void => {
    const of = (name: string) => `${name} ${when}`;
    observed.set(of('logits before'), session.predict(evaluated));
    for (const scope of ['survivors', 'all', 'inputs'] as const)
      for (const [name, gradient] of session.gradients(some[0]!, scope))
        observed.set(of(`gradient (${scope}) of ${name}`), gradient);
    observed.set(
      of('losses'),
      some.map((batch) => session.step(batch, rate)),
    );
    const state = session.exportState();
    for (const [name, tensor] of state.weights) observed.set(of(`weight ${name}`), tensor);
    for (const [name, tensor] of state.slots) observed.set(of(`slot ${name}`), tensor);
    for (const [name, tensor] of state.statistics) observed.set(of(`statistic ${name}`), tensor);
    observed.set(of('logits after'), session.predict(evaluated));
  };
  run('at first', batches.slice(0, 3));
  session.setMasks(second);
  run('after new masks', batches.slice(3));
  return observed;
}
