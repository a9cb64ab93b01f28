import type { Cut } from './images.ts';
import type { Kernels } from './kernels/kernels.generated.ts';

/** One call of a kernel; arguments may be changed between runs. */
export interface Call {
  readonly kernel: keyof Kernels;
  readonly args: number[];
}

/** Calls that run one after another. */
export type Task = readonly Call[];

/**
 * Kernel calls of a pass: phases run one after another; the tasks of a phase write to different places and so may run
 * on different threads, in any order, with the same result.
 */
export interface Program {
  readonly phases: readonly (readonly Task[])[];
}

/** Writes programs: code that calls `kernels` inside `phase` is recorded instead of carried out. */
export class Recorder {
  /** Records every call. */
  readonly kernels: Kernels;
  #calls: Call[] = [];
  #phases: Task[][] = [];
  #late: Call[] = [];
  /** Whether the last phase is panelwise. */
  #panelwise = 0;

  constructor() {
    const record =
      (kernel: keyof Kernels) =>
      (...args: number[]) => {
        this.#calls.push({ kernel, args });
      };
    this.kernels = new Proxy({} as Kernels, {
      get: (_, name) => record(name as keyof Kernels),
    });
  }

  /** One phase, a task for each function; tasks that call nothing are left out. */
  phase(tasks: readonly (() => void)[]): void {
    this.#add(tasks.map((task) => this.#calling(task)));
  }

  /**
   * A phase with a task for each panel, which reads nothing that the other panels' tasks write here. Such phases are
   * joined while they follow each other: a panel then passes through them all while it is near.
   */
  panelwise({ panels, vectors }: Cut, task: (panel: number) => void): void {
    const tasks = Array.from({ length: panels }, (_, p) => this.#calling(() => task(p)));
    const last = this.#phases.at(-1);
    if (this.#panelwise === vectors && last?.length === panels) {
      this.#phases[this.#phases.length - 1] = last.map((calls, p) => [...calls, ...tasks[p]!]);
    } else if (tasks.some((calls) => calls.length > 0)) this.#phases.push(tasks);
    this.#panelwise = vectors;
  }

  /** One phase in which every call is a task of its own. */
  spread(body: () => void): void {
    this.#add(this.#calling(body).map((call) => [call]));
  }

  /**
   * A call whose result nothing in this program reads: at the end of the program, or at once where the memory that it
   * reads is about to be used again.
   */
  after(now: boolean, body: () => void): void {
    if (now) this.spread(body);
    else this.#late.push(...this.#calling(body));
  }

  /** What was recorded since the last program. */
  finish(): Program {
    this.#add([this.#late]);
    this.#late = [];
    const phases = this.#phases;
    this.#phases = [];
    this.#panelwise = 0;
    return { phases };
  }

  #add(tasks: readonly Task[]): void {
    const some = tasks.filter((task) => task.length > 0);
    if (some.length === 0) return;
    this.#phases.push(some);
    this.#panelwise = 0;
  }

  #calling(body: () => void): Call[] {
    this.#calls = [];
    body();
    return this.#calls;
  }
}

/** Every call of a program by its kernel's name. */
export function callsOf({ phases }: Program, kernel: keyof Kernels): Call[] {
  return phases.flat(2).filter((call) => call.kernel === kernel);
}

/** Something that carries out programs. */
export interface Runner {
  run(program: Program): void;
  close(): void;
}

/** Carries out programs on the calling thread. */
export class PlainRunner implements Runner {
  readonly #kernels: Kernels;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  run({ phases }: Program): void {
    const kernels = this.#kernels as unknown as Record<string, (...args: number[]) => void>;
    for (const tasks of phases) {
      for (const task of tasks) for (const { kernel, args } of task) kernels[kernel]!(...args);
    }
  }

  close(): void {}
}
