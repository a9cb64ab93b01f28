/** Words of the memory by which the threads of one session agree on who does what. */
export const CONTROL = {
  /** Counts phases; threads that see it change look for tasks. */
  phase: 0,
  /** The program that runs, by its number. */
  program: 1,
  /** The next task to take, and the first one after the phase. */
  next: 2,
  end: 3,
  /** Tasks of the phase that are done. */
  done: 4,
  /** Threads that are ready, 1 where the session is closed, 1 where a thread failed. */
  ready: 5,
  closed: 6,
  failed: 7,
  /** Number of programs that every thread must know before it goes on. */
  programs: 8,
} as const;

export const CONTROL_WORDS = 16;

/** Takes tasks until none is left, and counts those done. */
export function takeTasks(control: Int32Array, run: (task: number) => void): void {
  const end = Atomics.load(control, CONTROL.end);
  for (;;) {
    const task = Atomics.add(control, CONTROL.next, 1);
    if (task >= end) return;
    run(task);
    Atomics.add(control, CONTROL.done, 1);
    Atomics.notify(control, CONTROL.done);
  }
}
