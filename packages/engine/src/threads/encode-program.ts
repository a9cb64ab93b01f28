import type { Program } from '../program.ts';

/**
 * A program as numbers in shared memory. `calls`: kernel, number of arguments, arguments, call after call. `tasks`:
 * the first float of every task, and the end. `phases`: the first task of every phase, and the end.
 */
export interface EncodedProgram {
  readonly calls: Float64Array;
  readonly tasks: Int32Array;
  readonly phases: Int32Array;
}

const shared = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(Math.max(8, bytes));

/** Encodes a program; `kernels` gives every kernel its number. */
export function encodeProgram({ phases }: Program, kernels: readonly string[]): EncodedProgram {
  const numbers = new Map(kernels.map((name, i) => [name, i]));
  const tasks = phases.flat();
  let length = 0;
  for (const task of tasks) for (const { args } of task) length += 2 + args.length;
  const calls = new Float64Array(shared(length * 8), 0, length);
  const starts = new Int32Array(shared((tasks.length + 1) * 4));
  let at = 0;
  tasks.forEach((task, i) => {
    starts[i] = at;
    for (const { kernel, args } of task) {
      calls[at++] = numbers.get(kernel) ?? -1;
      calls[at++] = args.length;
      for (const argument of args) calls[at++] = argument;
    }
  });
  starts[tasks.length] = at;
  const firsts = new Int32Array(shared((phases.length + 1) * 4));
  let task = 0;
  phases.forEach((phase, i) => {
    firsts[i] = task;
    task += phase.length;
  });
  firsts[phases.length] = task;
  return { calls, tasks: starts, phases: firsts };
}

type Kernel = (...args: number[]) => void;

/** Carries out one task. */
export function runTask(
  { calls, tasks }: EncodedProgram,
  task: number,
  kernels: readonly Kernel[],
): void {
  const end = tasks[task + 1]!;
  for (let at = tasks[task]!; at < end;) {
    const kernel = kernels[calls[at]!]!;
    const count = calls[at + 1]!;
    kernel(...calls.subarray(at + 2, at + 2 + count));
    at += 2 + count;
  }
}
