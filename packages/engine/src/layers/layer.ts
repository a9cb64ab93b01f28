import type { Tensors } from '@sweepstake/training';
import type { Arena } from '../arena.ts';
import { Block } from '../block.ts';
import type { Link } from '../chain.ts';
import type { Kernels } from '../kernels/kernels.generated.ts';
import { ROW_TILE, roundUp, type Panels } from '../panels.ts';
import type { Form, Panelling } from '../plan.ts';

/** What building a layer needs. */
export interface LayerContext {
  readonly arena: Arena;
  readonly kernels: Kernels;
  /** Optimiser slots per weight. */
  readonly slots: number;
  readonly training: Panelling;
  readonly evaluation: Panelling;
}

/** Which weights survive, and whether removed ones keep nonzero values and so still take part. */
export interface Survivors {
  readonly mask: Uint8Array | null;
  readonly frozen: Float32Array | undefined;
  readonly form: Form;
}

/** The weight and bias blocks that every layer has. */
export interface Layer {
  readonly link: Link;
  readonly form: Form;
  readonly weight: Block;
  readonly bias: Block;
}

/** Indices of surviving weights, ascending. */
export function survivorsOf(size: number, mask: Uint8Array | null): Int32Array {
  if (mask === null) return Int32Array.from({ length: size }, (_, i) => i);
  let count = 0;
  for (let i = 0; i < size; i++) count += mask[i] ?? 0;
  const flat = new Int32Array(count);
  let n = 0;
  for (let i = 0; i < size; i++) if (mask[i] === 1) flat[n++] = i;
  return flat;
}

/** A layer's biases, padded to whole rows of a panel. */
export function biasBlock(
  { arena, slots }: Pick<LayerContext, 'arena' | 'slots'>,
  link: Pick<Link, 'name' | 'out' | 'bias'>,
): Block {
  const flat = new Int32Array(roundUp(link.out, ROW_TILE)).fill(-1);
  if (link.bias !== null) for (let o = 0; o < link.out; o++) flat[o] = o;
  const size = link.bias === null ? 0 : link.out;
  return new Block(arena, link.bias ?? `${link.name}.bias`, size, flat, slots);
}

/** Byte offsets of rows of a panel. */
export function rowOffsets(arena: Arena, rows: ArrayLike<number>, { vectors }: Panelling): number {
  const at = arena.place(rows.length * 4);
  const words = arena.words(at, rows.length);
  for (let i = 0; i < rows.length; i++) words[i] = (rows[i] ?? 0) * vectors * 16;
  return at;
}

/** Byte starts `[groups + 1]` of survivors grouped by an ascending key. */
export function groupStarts(arena: Arena, keys: ArrayLike<number>, groups: number): number {
  const at = arena.place((groups + 1) * 4);
  const starts = arena.words(at, groups + 1);
  for (let i = 0; i < keys.length; i++) {
    const next = (keys[i] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 4;
  }
  for (let g = 0; g < groups; g++) starts[g + 1] = (starts[g + 1] ?? 0) + (starts[g] ?? 0);
  return at;
}

/** Copies values of the layer's parameters from full-size tensors; removed weights take their frozen value. */
export function loadLayer(layer: Layer, weights: Tensors, survivors: Survivors): void {
  const { weight, bias } = layer;
  const given = weights.get(weight.name) ?? new Float32Array(weight.size);
  const { mask, frozen } = survivors;
  if (mask === null) weight.write(weight.values, given);
  else {
    const kept = given.map((v, i) => (mask[i] === 1 ? v : (frozen?.[i] ?? 0)));
    weight.write(weight.values, kept);
  }
  bias.write(bias.values, weights.get(bias.name) ?? new Float32Array(bias.size));
}

/** Gradient of a layer's biases from the panels of its outputs' gradients; overwritten, not added. */
export function biasGradient(kernels: Kernels, layer: Layer, dy: Panels): void {
  const { at, vectors, panels, panelBytes } = dy;
  kernels.bias_gradient(layer.bias.gradient, at, layer.link.out, vectors, panels, panelBytes);
}
