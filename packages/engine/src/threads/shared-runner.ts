import { threadFailed } from '../errors.ts';
import type { Kernels } from '../kernels/kernels.generated.ts';
import type { Flavour } from '../kernels/load.ts';
import type { Program, Runner } from '../program.ts';
import type { Memory } from '../web-assembly.ts';
import { CONTROL, makeControl, takeTasks } from './control.ts';
import { encodeProgram, runTask, type EncodedProgram } from './encode-program.ts';
import type { HelperData } from './helper.ts';

/** Starts a thread that calls `help` with this data; returns how to end it. The caller may be blocked meanwhile. */
export type StartHelper = (data: HelperData) => { end(): void };

/** Milliseconds that a thread may take to start. */
const START_LIMIT = 30_000;

/** Carries out programs on the calling thread and `threads - 1` helpers; the result is that of one thread. */
export class SharedRunner implements Runner {
  readonly #control = makeControl();
  #phase = 0;
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
    const number = this.#programs.indexOf(program);
    const encoded = this.#encoded[number]!;
    const { phases } = encoded;
    const run = (task: number): void => runTask(encoded, task, this.#kernels);
    for (let p = 0; p + 1 < phases.length; p++) {
      const from = phases[p]!;
      const end = phases[p + 1]!;
      // A phase of one task is not worth waking anybody.
      if (end - from === 1) run(from);
      else this.#share(number, from, end, run);
    }
  }

  #share(program: number, from: number, end: number, run: (task: number) => void): void {
    const control = this.#control;
    Atomics.store(control, CONTROL.program, program);
    Atomics.store(control, CONTROL.done, 0);
    Atomics.store(control, CONTROL.end, end);
    Atomics.store(control, CONTROL.next, from);
    this.#advance();
    Atomics.notify(control, CONTROL.phase);
    takeTasks(control, run);
    this.#waitFor(CONTROL.done, end - from);
    this.#advance();
    this.#waitFor(CONTROL.inside, 0);
  }

  /** Opens a phase, or closes it. */
  #advance(): void {
    this.#phase = (this.#phase + 1) % 0x4000_0000;
    Atomics.store(this.#control, CONTROL.phase, this.#phase);
  }

  #waitFor(word: number, value: number): void {
    const control = this.#control;
    for (;;) {
      if (Atomics.load(control, CONTROL.failed) === 1) throw threadFailed('failed');
      const now = Atomics.load(control, word);
      if (now === value) return;
      Atomics.wait(control, word, now);
    }
  }

  close(): void {
    Atomics.store(this.#control, CONTROL.closed, 1);
    this.#advance();
    Atomics.notify(this.#control, CONTROL.phase);
    for (const helper of this.#helpers) helper.end();
  }
}
