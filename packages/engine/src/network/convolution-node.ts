import { Block } from '../block.ts';
import type { Images } from '../images.ts';
import { biasBlock } from '../layers/layer.ts';
import { roundUp } from '../panels.ts';
import {
  image,
  panelsOf,
  type Context,
  type Gradients,
  type StepNode,
  type Surviving,
  type Value,
} from './context.ts';
import { denseOrder } from './convolution-weights.ts';
import { DenseConvolution } from './dense-convolution.ts';
import { windowOf, type GradientPhase, type Window } from './geometry.ts';
import { planConvolution, type ConvolutionPlan } from './plan-convolution.ts';
import { placeImages } from '../images.ts';
import { SparseConvolution } from './sparse-convolution.ts';
import type { Step } from './steps.ts';
import { WinogradConvolution } from './winograd-convolution.ts';

/** FIRST and RELU of the product kernels' `mode`. */
export const FIRST = 1;
export const RELU = 2;

/** The phases of a strided convolution's input, or of its gradient. */
export interface Phases {
  readonly images: Images;
  /** Bytes from one phase to the next. */
  readonly bytes: number;
  /** Phases a side. */
  readonly side: number;
}

/** What the dense and the sparse form of a convolution are given. */
export interface ConvolutionParts {
  readonly context: Context;
  readonly shape: Window;
  readonly plan: ConvolutionPlan;
  readonly x: Value;
  readonly y: Value;
  readonly relu: boolean;
  readonly bias: Block;
  /** Null with stride 1. */
  readonly phases: Phases | null;
  readonly gradientPhases: Phases | null;
}

/** One phase of a gradient as images. */
export function phaseOf({ images, bytes, side }: Phases, phase: GradientPhase): Images {
  const { py, px, rows, columns } = phase;
  const at = images.at + (py * side + px) * bytes;
  return { ...images, at, rows, columns, run: columns * images.vectors };
}

/** One form of a convolution: its weights in memory, and its products of one panel. */
export interface ConvolutionForm {
  readonly weight: Block;
  /** Records phases that bring the weights into the order of the products. */
  prepareForward(): void;
  prepareBackward(): void;
  /** The same right before the panels pass, where that is later. */
  beginForward?(): void;
  beginBackward?(): void;
  forward(panel: number): void;
  /** Of outputs from, .., from + outs - 1 (from a multiple of 4); panels come in order. */
  weightGradient(panel: number, from: number, outs: number): void;
  /** Records what is left to do after the last panel. */
  finishWeightGradient(): void;
  /** Writes `to`, or the phases that it holds. */
  inputGradient(panel: number, to: Images, gate: Images | null, add: boolean): void;
}

/** y = convolution of x, then ReLU where it belongs to the step. */
export class ConvolutionNode implements StepNode {
  readonly plan: ConvolutionPlan;
  readonly weight: Block;
  readonly bias: Block;
  readonly #parts: ConvolutionParts;
  readonly #form: ConvolutionForm;

  constructor(
    context: Context,
    step: Extract<Step, { kind: 'convolution' }>,
    [x, y]: readonly [Value, Value],
    { mask, count, all }: Surviving,
  ) {
    const { layer, relu } = step;
    const shape = windowOf(layer);
    const { arena, slots } = context;
    const { rows, columns, run } = y.images;
    const { thresholds } = context;
    const dense = all && mask !== null;
    this.plan = planConvolution(shape, count, { rows, columns, run, dense, thresholds });
    this.bias = biasBlock(context, { ...layer, bias: layer.bias?.name ?? null });
    const strided = shape.stride > 1;
    this.#parts = {
      context,
      shape,
      plan: this.plan,
      x,
      y,
      relu,
      bias: this.bias,
      phases: strided ? placePhases(context, shape, x) : null,
      gradientPhases: strided && x.gradient !== null ? placePhases(context, shape, x) : null,
    };
    const size = layer.in * layer.out * layer.kernel[0] * layer.kernel[1];
    const { name } = layer.weight;
    if (this.plan.form === 'dense') {
      const block = new Block(arena, name, size, () => denseOrder(shape), slots, mask ?? undefined);
      const { tile } = this.plan;
      this.#form =
        tile === null
          ? new DenseConvolution(this.#parts, block)
          : new WinogradConvolution(this.#parts, block, tile);
    } else {
      const place = (order: Int32Array): Block => new Block(arena, name, size, order, slots);
      this.#form = new SparseConvolution(this.#parts, mask, place);
    }
    this.weight = this.#form.weight;
  }

  get blocks(): readonly Block[] {
    return [this.weight, this.bias];
  }

  prepare(): void {
    this.#form.prepareForward();
  }

  forward(): void {
    const { context, x, y, phases, shape } = this.#parts;
    const { recorder } = context;
    this.#form.beginForward?.();
    recorder.panelwise(y.images, (p) => {
      if (phases !== null) {
        const { channels, rows, columns, vectors } = x.images;
        recorder.kernels.phases_split(
          ...phaseImages(phases, p),
          ...image(x.images, p),
          channels,
          rows,
          columns,
          vectors,
          shape.stride,
          phases.side,
          shape.padding,
        );
      }
      this.#form.forward(p);
    });
  }

  prepareBackward(): void {
    this.#form.prepareBackward();
  }

  backward(gradients: Gradients): void {
    const { context, x, y, gradientPhases } = this.#parts;
    const { recorder, parts } = context;
    const dy = y.gradient;
    if (dy === null) return;
    this.#form.beginBackward?.();
    const outputs = this.#parts.shape.outputs;
    const alone = parts === 1;
    if (!alone) {
      const each = roundUp(Math.ceil(outputs / parts), 4);
      const tasks: (() => void)[] = [() => panelsOf(dy).forEach((p) => this.#biasGradient(dy, p))];
      for (let o = 0; o < outputs; o += each) {
        const outs = Math.min(each, outputs - o);
        tasks.push(() => panelsOf(dy).forEach((p) => this.#form.weightGradient(p, o, outs)));
      }
      recorder.phase(tasks);
    }
    const weights = (p: number): void => {
      if (!alone) return;
      this.#biasGradient(dy, p);
      this.#form.weightGradient(p, 0, outputs);
    };
    if (x.gradient === null) recorder.panelwise(dy, weights);
    gradients.give(x, { gate: true, add: true }, (to, gate, add) => {
      recorder.panelwise(dy, (p) => {
        weights(p);
        if (gradientPhases === null) this.#form.inputGradient(p, to, gate, add);
        else {
          this.#form.inputGradient(p, gradientPhases.images, null, false);
          this.#join(p, gradientPhases, [to, gate], add);
        }
      });
    });
    this.#form.finishWeightGradient();
  }

  #join(
    p: number,
    phases: Phases,
    [to, gate]: readonly [Images, Images | null],
    add: boolean,
  ): void {
    const { context, shape } = this.#parts;
    const { channels, rows, columns, vectors } = to;
    context.recorder.kernels.phases_join(
      ...image(to, p),
      ...image(gate, p),
      ...phaseImages(phases, p),
      channels,
      rows,
      columns,
      vectors,
      shape.stride,
      phases.side,
      shape.padding,
      add ? 1 : 0,
    );
  }

  #biasGradient(dy: Images, p: number): void {
    if (this.bias.size === 0) return;
    const { kernels } = this.#parts.context.recorder;
    const sizes = [dy.channels, dy.rows, dy.run, p === 0 ? 1 : 0] as const;
    kernels.images_bias_gradient(this.bias.gradient, ...image(dy, p), ...sizes);
  }
}

function phaseImages({ images, bytes }: Phases, p: number): [number, number, number, number] {
  const [at, channel, row] = image(images, p);
  return [at, bytes, channel, row];
}

function placePhases({ arena, cut }: Context, w: Window, x: Value): Phases {
  const { channels, rows, columns } = x.images;
  const side = Math.min(w.stride, Math.max(w.height, w.width));
  const size = (n: number): number => Math.ceil((n + 2 * w.padding) / w.stride);
  const padded = roundUp(channels, 4);
  const shape = [side * side * padded, size(rows), size(columns)];
  const images = { ...placeImages(arena, shape, 0, cut), channels };
  return { images, bytes: padded * images.channelBytes, side };
}
