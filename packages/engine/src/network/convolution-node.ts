import { Block } from '../block.ts';
import type { Images } from '../images.ts';
import { biasBlock, type Survivors } from '../layers/layer.ts';
import { roundUp } from '../panels.ts';
import {
  image,
  panelsOf,
  type Context,
  type Gradients,
  type StepNode,
  type Value,
} from './context.ts';
import { denseOrder } from './convolution-weights.ts';
import { DenseConvolution } from './dense-convolution.ts';
import { windowOf, type Window } from './geometry.ts';
import { planConvolution, type ConvolutionPlan } from './plan-convolution.ts';
import { placeImages } from '../images.ts';
import { SparseConvolution } from './sparse-convolution.ts';
import type { Step } from './steps.ts';

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

/** One form of a convolution: its weights in memory and its recorded products. */
export interface ConvolutionForm {
  readonly weight: Block;
  forward(): void;
  /** Brings the weights into the order of the input gradient; own phases. */
  prepareBackward(): void;
  /** One task per part of the outputs. */
  weightGradientTasks(): (() => void)[];
  /** One task per panel; writes `to` (or the phases of it) for one panel. */
  inputGradientTasks(to: Images, gate: Images | null, add: boolean): (() => void)[];
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
    survivors: Survivors,
    counted: number,
  ) {
    const { layer, relu } = step;
    const shape = windowOf(layer);
    const { arena, slots } = context;
    const dense = survivors.form === 'dense';
    this.plan = planConvolution(shape, counted, { run: y.images.run, dense });
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
      const mask = survivors.mask ?? undefined;
      const block = new Block(arena, name, size, denseOrder(shape), slots, mask);
      this.#form = new DenseConvolution(this.#parts, block);
    } else {
      const place = (order: Int32Array): Block => new Block(arena, name, size, order, slots);
      this.#form = new SparseConvolution(this.#parts, survivors.mask, place);
    }
    this.weight = this.#form.weight;
  }

  get blocks(): readonly Block[] {
    return [this.weight, this.bias];
  }

  forward(): void {
    const { context, x, phases, shape } = this.#parts;
    const { recorder } = context;
    if (phases !== null) {
      const q = phases.images;
      const split = panelsOf(x.images).map((p) => () => {
        recorder.kernels.phases_split(
          q.at + p * q.panelBytes,
          phases.bytes,
          q.channelBytes,
          q.rowBytes,
          ...image(x.images, p),
          x.images.channels,
          x.images.rows,
          x.images.columns,
          x.images.vectors,
          shape.stride,
          phases.side,
          shape.padding,
        );
      });
      recorder.phase(split);
    }
    this.#form.forward();
  }

  backward(gradients: Gradients): void {
    const { context, x, y, gradientPhases, shape } = this.#parts;
    const { recorder } = context;
    const dy = y.gradient;
    if (dy === null) return;
    this.#form.prepareBackward();
    const weights = [...this.#form.weightGradientTasks(), () => this.#biasGradient(dy)];
    if (x.gradient === null) {
      recorder.phase(weights);
      return;
    }
    gradients.give(x, { gate: true, add: true }, (to, gate, add) => {
      if (gradientPhases === null) {
        recorder.phase([...weights, ...this.#form.inputGradientTasks(to, gate, add)]);
        return;
      }
      const q = gradientPhases.images;
      recorder.phase([...weights, ...this.#form.inputGradientTasks(q, null, false)]);
      const join = panelsOf(to).map((p) => () => {
        recorder.kernels.phases_join(
          ...image(to, p),
          ...image(gate, p),
          q.at + p * q.panelBytes,
          gradientPhases.bytes,
          q.channelBytes,
          q.rowBytes,
          to.channels,
          to.rows,
          to.columns,
          to.vectors,
          shape.stride,
          gradientPhases.side,
          shape.padding,
          add ? 1 : 0,
        );
      });
      recorder.phase(join);
    });
  }

  #biasGradient(dy: Images): void {
    if (this.bias.size === 0) return;
    const { kernels } = this.#parts.context.recorder;
    for (const p of panelsOf(dy)) {
      const first = p === 0 ? 1 : 0;
      const { gradient } = this.bias;
      kernels.images_bias_gradient(gradient, ...image(dy, p), dy.channels, dy.rows, dy.run, first);
    }
  }
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
