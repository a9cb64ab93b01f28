import { countSurvivors, fullMasks, layerwiseMagnitude } from '@sweepstake/lottery';
import type { Backend, Masks } from '@sweepstake/training';
import { sum } from '../numbers.ts';
import type { LadderAnswer, LadderRequest, RoundAnswer } from '../protocol.ts';
import { OurTraining } from './our-training.ts';
import type { Problem } from './problem.ts';

type Sizes = Pick<LadderRequest, 'rounds' | 'iterations' | 'rates' | 'evaluate_every'>;

const WEIGHTS = ['fc1.weight', 'fc2.weight', 'fc3.weight'] as const;

/** The ladder of peers/ladder.py: train, prune by magnitude, rewind to the initial weights, train again. */
export async function ourLadder(
  backend: Backend,
  problem: Problem,
  variant: string,
  { rounds, iterations, rates, evaluate_every: every }: Sizes,
): Promise<LadderAnswer> {
  const rateOf = new Map(WEIGHTS.map((name, i) => [name, rates[i] ?? 0]));
  const results: RoundAnswer[] = [];
  const spent = { opening: 0, pruning: 0 };
  let masks: Masks = fullMasks(problem.initial, WEIGHTS);
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const training = await OurTraining.open(
      backend,
      problem,
      round === 0 ? undefined : masks,
      variant,
    );
    spent.opening += performance.now() - start;
    results.push({ ...train(training, iterations, every), remaining: remaining(masks) });
    if (round + 1 < rounds) {
      const pruning = performance.now();
      masks = layerwiseMagnitude(training.weights(), masks, rateOf);
      spent.pruning += performance.now() - pruning;
    }
    training.close();
  }
  const seconds_training = sum(results.map((r) => r.seconds_training));
  const seconds_evaluation = sum(results.map((r) => r.seconds_evaluation));
  return {
    seconds: seconds_training + seconds_evaluation,
    seconds_training,
    seconds_evaluation,
    seconds_gathering: sum(results.map((r) => r.seconds_gathering ?? 0)),
    seconds_pruning: spent.pruning / 1000,
    seconds_opening: spent.opening / 1000,
    per_round: results,
    final_remaining: results.at(-1)?.remaining ?? 1,
  };
}

function train(
  training: OurTraining,
  iterations: number,
  every: number,
): Omit<RoundAnswer, 'remaining'> {
  let seconds_training = 0;
  let seconds_gathering = 0;
  let seconds_evaluation = 0;
  let loss: number | null = null;
  const accuracy = { validation_accuracy: 0, test_accuracy: 0 };
  for (let done = 0; ;) {
    const start = performance.now();
    if (every > 0) {
      for (const split of ['validation', 'test'] as const) {
        const { correct, count } = training.evaluate(split);
        accuracy[`${split}_accuracy`] = (correct ?? 0) / count;
      }
      seconds_evaluation += (performance.now() - start) / 1000;
    }
    if (done >= iterations) break;
    const count = Math.min(every || iterations, iterations - done);
    const steps = training.steps(count);
    loss = steps.loss;
    done += count;
    seconds_training += steps.seconds;
    seconds_gathering += steps.gathering;
  }
  return {
    seconds_training,
    seconds_gathering,
    seconds_evaluation,
    loss,
    ...(every > 0 ? accuracy : {}),
  };
}

function remaining(masks: Masks): number {
  const survivors = sum([...countSurvivors(masks).values()]);
  return survivors / sum([...masks.values()].map((mask) => mask.length));
}
