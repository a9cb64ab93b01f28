import { loadKernels, type Flavour } from '../kernels/load.ts';
import type { Memory } from '../web-assembly.ts';
import { CONTROL, takeTasks } from './control.ts';
import { runTask, type EncodedProgram } from './encode-program.ts';

/** What a helper thread starts with. */
export interface HelperData {
  readonly flavour: Flavour;
  readonly memory: Memory;
  readonly control: Int32Array;
  readonly kernels: readonly string[];
  readonly programs: readonly EncodedProgram[];
}

/** The life of a helper thread: it takes tasks of every phase until the session closes. Blocks its thread. */
export function help({ flavour, memory, control, kernels: names, programs }: HelperData): void {
  const loaded = loadKernels(flavour, memory, true) as unknown as Record<string, () => void>;
  const kernels = names.map((name) => loaded[name]!);
  let seen = 0;
  Atomics.add(control, CONTROL.ready, 1);
  Atomics.notify(control, CONTROL.ready);
  for (;;) {
    Atomics.wait(control, CONTROL.phase, seen);
    seen = Atomics.load(control, CONTROL.phase);
    if (Atomics.load(control, CONTROL.closed) === 1) return;
    if (seen % 2 === 0) continue;
    Atomics.add(control, CONTROL.inside, 1);
    try {
      // Whoever is inside while the phase is still open knows its program and tasks: they are not replaced meanwhile.
      if (Atomics.load(control, CONTROL.phase) === seen) {
        const program = programs[Atomics.load(control, CONTROL.program)]!;
        takeTasks(control, (task) => runTask(program, task, kernels));
      }
    } catch {
      // The tasks that are missing from the count would be waited for: say so instead.
      Atomics.store(control, CONTROL.failed, 1);
      Atomics.notify(control, CONTROL.done);
      return;
    } finally {
      Atomics.sub(control, CONTROL.inside, 1);
      Atomics.notify(control, CONTROL.inside);
    }
  }
}
