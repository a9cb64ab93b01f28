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
  let phase = 0;
  Atomics.add(control, CONTROL.ready, 1);
  Atomics.notify(control, CONTROL.ready);
  for (;;) {
    Atomics.wait(control, CONTROL.phase, phase);
    phase = Atomics.load(control, CONTROL.phase);
    if (Atomics.load(control, CONTROL.closed) === 1) return;
    const program = programs[Atomics.load(control, CONTROL.program)]!;
    try {
      takeTasks(control, (task) => runTask(program, task, kernels));
    } catch {
      // The tasks that are missing from the count would be waited for: say so instead.
      Atomics.store(control, CONTROL.failed, 1);
      Atomics.notify(control, CONTROL.done);
      return;
    }
  }
}
