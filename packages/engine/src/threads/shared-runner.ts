import { threadFailed } from '../errors.ts';
import type { Kernels } from '../kernels/kernels.generated.ts';
import type { Flavour } from '../kernels/load.ts';
import type { Program, Runner } from '../program.ts';
import type { Memory } from '../web-assembly.ts';
import { CONTROL, CONTROL_WORDS, takeTasks } from './control.ts';
import { encodeProgram, runTask, type EncodedProgram } from './encode-program.ts';
import type { HelperData } from './helper.ts';

/** Starts a thread that calls `help` with this data; returns how to end it. The caller may be blocked meanwhile. */
export type StartHelper = (data: HelperData) => { end(): void };

/** Milliseconds that a thread may take to start. */
const START_LIMIT = 30_000;

/** Carries out programs on the calling thread and `threads - 1` helpers; the result is that of one thread. */
export class SharedRunner implements Runner {
  readonly #control = new Int32Array(new SharedArrayBuffer(CONTROL_WORDS * 4));
  readonly #programs: readonly Program[];
  readonly #encoded: readonly EncodedProgram[];
  readonly #kernels: readonly ((...args: number[]) => void)[];
  readonly #helpers: readonly { end(): void }[];

  constructor(
    start: StartHelper,
    threads: number,
    { flavour, memory, kernels }: { flavour: Flavour; memory: Memory; kernels: Kernels },
    programs: readonly Program[],
  ) {
    const names = Object.keys(kernels);
    const all = kernels as unknown as Record<string, (...args: number[]) => void>;
    this.#kernels = names.map((name) => all[name]!);
    this.#programs = programs;
    this.#encoded = programs.map((program) => encodeProgram(program, names));
    const control = this.#control;
    const data = { flavour, memory, control, kernels: names, programs: this.#encoded };
    this.#helpers = Array.from({ length: threads - 1 }, () => start(data));
    for (;;) {
      const ready = Atomics.load(control, CONTROL.ready);
      if (ready === threads - 1) break;
      if (Atomics.wait(control, CONTROL.ready, ready, START_LIMIT) === 'timed-out') {
        this.close();
        throw threadFailed('did not start');
      }
    }
  }

  run(program: Program): void {
    const control = this.#control;
    const number = this.#programs.indexOf(program);
    const encoded = this.#encoded[number]!;
    const { phases } = encoded;
    for (let p = 0; p + 1 < phases.length; p++) {
      const from = phases[p]!;
      const end = phases[p + 1]!;
      const count = end - from;
      // A phase of one task is not worth waking anybody.
      if (count === 1) {
        runTask(encoded, from, this.#kernels);
        continue;
      }
      Atomics.store(control, CONTROL.program, number);
      Atomics.store(control, CONTROL.done, 0);
      Atomics.store(control, CONTROL.end, end);
      Atomics.store(control, CONTROL.next, from);
      Atomics.add(control, CONTROL.phase, 1);
      Atomics.notify(control, CONTROL.phase);
      takeTasks(control, (task) => runTask(encoded, task, this.#kernels));
      for (;;) {
        if (Atomics.load(control, CONTROL.failed) === 1) throw threadFailed('failed');
        const done = Atomics.load(control, CONTROL.done);
        if (done === count) break;
        Atomics.wait(control, CONTROL.done, done);
      }
    }
  }

  close(): void {
    Atomics.store(this.#control, CONTROL.closed, 1);
    Atomics.add(this.#control, CONTROL.phase, 1);
    Atomics.notify(this.#control, CONTROL.phase);
    for (const helper of this.#helpers) helper.end();
  }
}
