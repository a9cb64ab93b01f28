import { backendByName } from '@sweepstake/stages';
import { tfjsWasmReleased } from '@sweepstake/tfjs';
import type { Backend } from '@sweepstake/training';

/** A backend of the registry, or one that only measurements have: `tfjs-wasm-released`. */
export const backendNamed = async (name: string): Promise<Backend> =>
  name === tfjsWasmReleased.name ? tfjsWasmReleased : backendByName(name);
