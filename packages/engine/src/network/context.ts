import type { Arena } from '../arena.ts';
import type { Block } from '../block.ts';
import type { Cut, Images } from '../images.ts';
import type { Panelling } from '../plan.ts';
import type { Recorder } from '../program.ts';
import type { Thresholds } from './plan-convolution.ts';
import type { Scratch } from './scratch.ts';

/** A value of the network in memory. */
export interface Value {
  readonly name: string;
  /** Of one example. */
  readonly shape: readonly number[];
  readonly images: Images;
  /** Null where nothing needs it: the network's input, unless it is asked for. */
  readonly gradient: Images | null;
  /** A ReLU's output: who writes the gradient makes it 0 where the value is not positive. */
  readonly gated: boolean;
}

/** What the steps of one network share while they are placed and recorded. */
export interface Context {
  readonly arena: Arena;
  readonly recorder: Recorder;
  /** Optimiser slots per weight. */
  readonly slots: number;
  /** Panels of image values, and of feature values. */
  readonly cut: Cut;
  readonly featureCut: Panelling;
  /** Examples of a training step. */
  readonly batch: number;
  readonly scratch: Scratch;
  readonly thresholds: Thresholds;
  /** Parts into which weight gradients are split, one task each. */
  readonly parts: number;
}

/** Which weights of a layer survive. */
export interface Surviving {
  /** Null: all. */
  readonly mask: Uint8Array | null;
  /** What removed weights are instead of 0. */
  readonly frozen: Float32Array | undefined;
  readonly count: number;
  /** Removed weights take part as well. */
  readonly all: boolean;
}

/** Forward in training or evaluation, and backward, as recorded kernel calls. */
export interface StepNode {
  readonly blocks: readonly Block[];
  /** What must happen to the weights before any panel passes. */
  prepare?(): void;
  prepareBackward?(): void;
  forward(phase: 'training' | 'evaluation'): void;
  /** Records what leads from the output's gradient to the inputs' and the parameters'. */
  backward(gradients: Gradients): void;
}

/** The three arguments by which kernels take an image value of one panel. */
export function image(images: Images | null, panel: number, row = 0): [number, number, number] {
  if (images === null) return [0, 0, 0];
  const { at, panelBytes, channelBytes, rowBytes } = images;
  return [at + panel * panelBytes + row * rowBytes, channelBytes, rowBytes];
}

export const panelsOf = ({ panels }: Cut): number[] => Array.from({ length: panels }, (_, p) => p);

/** Gradients of values during one backward pass: the first one who writes sets, those after add. */
export class Gradients {
  readonly #recorder: Recorder;
  readonly #scratch: (like: Images) => Images;
  readonly #written = new Set<string>();

  constructor(recorder: Recorder, scratch: (like: Images) => Images) {
    this.#recorder = recorder;
    this.#scratch = scratch;
  }

  /**
   * Has `write` record the gradient of a value. What it cannot do itself, gating or adding, is done in passes of
   * their own.
   */
  give(
    value: Value,
    can: { readonly gate: boolean; readonly add: boolean },
    write: (to: Images, gate: Images | null, add: boolean) => void,
  ): void {
    const { gradient, images, gated, name } = value;
    if (gradient === null) return;
    const add = this.#written.has(name);
    this.#written.add(name);
    const gate = gated ? images : null;
    const own = can.gate ? gate : null;
    const left = can.gate ? null : gate;
    if (add && !can.add) {
      const scratch = this.#scratch(gradient);
      write(scratch, own, false);
      this.#pass(gradient, scratch, left, true);
    } else {
      write(gradient, own, add);
      if (left !== null) this.#pass(gradient, gradient, left, false);
    }
  }

  #pass(to: Images, from: Images, gate: Images | null, add: boolean): void {
    const { kernels } = this.#recorder;
    this.#recorder.panelwise(to, (p) => {
      const sizes = [to.channels, to.rows, to.run] as const;
      kernels.images_gate(
        ...image(to, p),
        ...image(from, p),
        ...image(gate, p),
        ...sizes,
        add ? 1 : 0,
      );
    });
  }
}
