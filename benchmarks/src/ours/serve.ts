import { createInterface } from 'node:readline';
import { supports } from '@sweepstake/engine';
import type { Answer, Case, Greeting, PrepareAnswer, Request } from '../protocol.ts';
import { backendNamed } from './backend-named.ts';
import { ourLadder } from './our-ladder.ts';
import { OurTraining } from './our-training.ts';
import { Problem } from './problem.ts';
import { pruneCase } from './prune-case.ts';
import { FORMS, THREADED } from './variants.ts';

/** One of our backends behind the protocol of peers/README.md, as a process that can be pinned: `serve.ts [backend]`. */

interface Prepared {
  readonly case: Case;
  readonly problem: Problem;
  training: OurTraining;
}

const backend = await backendNamed(process.argv[2] ?? 'engine');
const CAPABILITIES: Readonly<Record<string, string>> = {
  engine: 'WASM SIMD',
  'tfjs-wasm': 'WASM SIMD',
  'tfjs-wasm-released': 'WASM SIMD',
  'tfjs-node': 'native',
};
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
  prepared.delete(of.id);
  const problem = problemOf(of.folder);
  const masks = problem.masks(of.masks);
  const start = performance.now();
  const training = await OurTraining.open(backend, problem, masks, of.variant);
  const seconds = (performance.now() - start) / 1000;
  prepared.set(of.id, { case: of, problem, training });
  const masking = of.masks === null ? 'none' : 'survivors';
  return { prepared: of.id, chunk: 1, masking, batches: problem.batches.length, seconds };
}

async function answer(request: Request): Promise<Answer<Request>> {
  if (request.op === 'prepare') return prepare(request.case);
  const { case: of, problem, training } = preparedOf(request.case);
  if (request.op === 'reset') return prepare(of);
  if (request.op === 'time') {
    training.steps(request.warmup);
    const { seconds, gathering, loss } = training.steps(request.steps);
    const { iteration } = training;
    return { seconds, gathering, steps: request.steps, loss, iteration, case: of.id };
  }
  if (request.op === 'prune') {
    return pruneCase(problem.folder, training.weights(), problem.masks(of.masks), request);
  }
  // As the peers do: one short dense and one short masked training first, outside the timing.
  await ourLadder(backend, problem, of.variant, { ...request, rounds: 2, iterations: 100 });
  return ourLadder(backend, problem, of.variant, request);
}

const send = (message: unknown): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

send({
  ready: true,
  framework: 'sweepstake',
  version: `${backend.name} ${backend.numerics}`,
  threads: 1,
  cpu_capability: CAPABILITIES[backend.name] ?? 'plain loops',
  variants: [
    'strict',
    ...(backend.name === 'engine' && supports('relaxed') ? ['relaxed'] : []),
    ...THREADED,
    ...FORMS,
  ],
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
