/** Words of the memory by which the threads of one session agree on who does what. */
export const CONTROL = {
  /** Odd while a phase is open; threads that see another odd number look for tasks. */
  phase: 0,
  /** Threads besides the caller's that are at a phase; none may be left when the next one is prepared. */
  inside: 1,
  /** The program that runs, by its number; its next task, and the first one after the phase. */
  program: 2,
  next: 3,
  end: 4,
  /** Tasks of the phase that are done. */
  done: 5,
  /** Threads that have started. */
  ready: 6,
  /** 1 where the session is closed, 1 where a thread failed. */
  closed: 7,
  failed: 8,
} as const;

export function makeControl(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Object.keys(CONTROL).length * 4));
}

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
