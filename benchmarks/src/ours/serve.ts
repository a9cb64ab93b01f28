import { createInterface } from 'node:readline';
import { NUMERICS, supports } from '@sweepstake/engine';
import type {
  Case,
  Greeting,
  LadderAnswer,
  PrepareAnswer,
  Request,
  TimeAnswer,
} from '../protocol.ts';
import { ourLadder } from './our-ladder.ts';
import { OurTraining } from './our-training.ts';
import { Problem } from './problem.ts';

/** The engine behind the protocol of peers/README.md, as one process that can be pinned. */

interface Prepared {
  readonly case: Case;
  readonly problem: Problem;
  training: OurTraining;
}

const problems = new Map<string, Problem>();
const prepared = new Map<string, Prepared>();

function problemOf(folder: string): Problem {
  const problem = problems.get(folder) ?? new Problem(folder);
  problems.set(folder, problem);
  return problem;
}

function preparedOf(id: string): Prepared {
  const found = prepared.get(id);
  if (found === undefined) throw new Error(`case ${id} is not prepared`);
  return found;
}

async function prepare(of: Case): Promise<PrepareAnswer> {
  prepared.get(of.id)?.training.close();
  const problem = problemOf(of.folder);
  const training = await OurTraining.open(problem, problem.masks(of.masks), of.variant);
  prepared.set(of.id, { case: of, problem, training });
  const masking = of.masks === null ? 'none' : 'survivors';
  return { prepared: of.id, chunk: 1, masking, batches: problem.batches.length };
}

async function answer(request: Request): Promise<PrepareAnswer | TimeAnswer | LadderAnswer> {
  if (request.op === 'prepare') return prepare(request.case);
  const { case: of, problem, training } = preparedOf(request.case);
  if (request.op === 'reset') return prepare(of);
  if (request.op === 'time') {
    training.steps(request.warmup);
    const { seconds, gathering, loss } = training.steps(request.steps);
    const { iteration } = training;
    return { seconds, gathering, steps: request.steps, loss, iteration, case: of.id };
  }
  // As the peers do: one short dense and one short masked training first, outside the timing.
  await ourLadder(problem, of.variant, { ...request, rounds: 2, iterations: 100 });
  return ourLadder(problem, of.variant, request);
}

const send = (message: unknown): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

send({
  ready: true,
  framework: 'sweepstake',
  version: `engine ${NUMERICS}`,
  threads: 1,
  cpu_capability: 'WASM SIMD',
  variants: ['strict', ...(supports('relaxed') ? ['relaxed'] : [])],
} satisfies Greeting);

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Request | { op: 'quit' };
  if (request.op === 'quit') break;
  try {
    send(await answer(request));
  } catch (error) {
    send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
