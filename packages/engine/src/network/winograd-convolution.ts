import type { Block } from '../block.ts';
import type { Images } from '../images.ts';
import { image } from './context.ts';
import type { ConvolutionForm, ConvolutionParts } from './convolution-node.ts';
import { bandOf, type WinogradTile } from './plan-convolution.ts';
import { OWN_WEIGHTS, scratchBytes, transformedBytes } from './winograd-memory.ts';

/**
 * A 3 x 3 convolution with stride 1 and padding 1 in which every weight takes part, by Winograd's minimal products
 * (Lavin and Gray 2016): M x M results from (M + 2) x (M + 2) products.
 */
export class WinogradConvolution implements ConvolutionForm {
  readonly weight: Block;
  readonly #parts: ConvolutionParts;
  readonly #tile: WinogradTile;
  readonly #band: number;
  readonly #own: boolean;
  /** Transformed weights, those of the input gradient, and the gradient of the transformed weights. */
  readonly #forward: number;
  readonly #backward: number;
  readonly #gradient: number;

  constructor(parts: ConvolutionParts, weight: Block, tile: WinogradTile) {
    this.weight = weight;
    this.#parts = parts;
    this.#tile = tile;
    const { context, shape, x, y } = parts;
    const points = (tile + 2) * (tile + 2);
    const { inputs, outputs } = shape;
    const { vectors } = y.images;
    this.#band = bandOf(vectors);
    context.scratch.need(scratchBytes(points, this.#band * vectors, inputs, outputs));
    this.#own = weight.size <= OWN_WEIGHTS;
    const place = (name: string, size: number): number =>
      this.#own ? context.arena.place(size) : context.scratch.share(name, size);
    this.#forward = place('forward', transformedBytes(points, inputs, outputs));
    this.#gradient = place('gradient', transformedBytes(points, inputs, outputs));
    this.#backward =
      x.gradient === null ? 0 : place('backward', transformedBytes(points, outputs, inputs));
  }

  prepareForward(): void {
    if (this.#own) this.#transform();
  }

  prepareBackward(): void {
    if (this.#own) this.#turn();
  }

  beginForward(): void {
    if (!this.#own) this.#transform();
  }

  beginBackward(): void {
    if (!this.#own) this.#turn();
  }

  forward(p: number): void {
    const { context, shape, x, y, bias, relu } = this.#parts;
    const { kernels } = context.recorder;
    const run = this.#tile === 2 ? kernels.winograd_forward_f2 : kernels.winograd_forward_f4;
    run(
      ...image(y.images, p),
      ...image(x.images, p),
      this.#forward,
      bias.size === 0 ? 0 : bias.values,
      context.scratch.at(p),
      shape.inputs,
      shape.outputs,
      y.images.vectors,
      y.images.rows,
      y.images.columns,
      this.#band,
      relu ? 1 : 0,
    );
  }

  weightGradient(p: number, from: number, outs: number): void {
    const { context, shape, x, y } = this.#parts;
    const { kernels } = context.recorder;
    const dy = y.gradient;
    if (dy === null) return;
    const points = (this.#tile + 2) * (this.#tile + 2);
    const run =
      this.#tile === 2 ? kernels.winograd_weight_gradient_f2 : kernels.winograd_weight_gradient_f4;
    const [dyAt, dyChannel, dyRow] = image(dy, p);
    run(
      this.#gradient + (from / 4) * points * (shape.inputs * 16 + 64),
      dyAt + from * dyChannel,
      dyChannel,
      dyRow,
      ...image(x.images, p),
      // Where parts of the outputs are tasks of their own, a task goes through all panels.
      context.parts === 1 ? context.scratch.at(p) : context.scratch.at(-1, from),
      shape.inputs,
      outs,
      dy.vectors,
      dy.rows,
      dy.columns,
      this.#band,
      p === 0 ? 0 : 1,
    );
  }

  finishWeightGradient(): void {
    const { context, shape } = this.#parts;
    const { recorder } = context;
    const { kernels } = recorder;
    const run = this.#tile === 2 ? kernels.winograd_gather_f2 : kernels.winograd_gather_f4;
    const { gradient } = this.weight;
    recorder.after(!this.#own, () =>
      run(gradient, this.#gradient, context.scratch.at(0), shape.inputs, shape.outputs),
    );
  }

  inputGradient(p: number, to: Images, gate: Images | null, add: boolean): void {
    const { context, shape, y } = this.#parts;
    const { kernels } = context.recorder;
    const dy = y.gradient;
    if (dy === null) return;
    const run =
      this.#tile === 2 ? kernels.winograd_input_gradient_f2 : kernels.winograd_input_gradient_f4;
    run(
      ...image(to, p),
      ...image(dy, p),
      this.#backward,
      ...image(gate, p),
      context.scratch.at(p),
      shape.inputs,
      shape.outputs,
      to.vectors,
      to.rows,
      to.columns,
      this.#band,
      add ? 1 : 0,
    );
  }

  #transform(): void {
    const { context, shape } = this.#parts;
    const { recorder } = context;
    const { kernels } = recorder;
    const run = this.#tile === 2 ? kernels.winograd_weights_f2 : kernels.winograd_weights_f4;
    recorder.spread(() =>
      run(this.#forward, this.weight.values, context.scratch.at(0), shape.inputs, shape.outputs),
    );
  }

  #turn(): void {
    if (this.#backward === 0) return;
    const { context, shape } = this.#parts;
    const { recorder } = context;
    const { kernels } = recorder;
    const run =
      this.#tile === 2 ? kernels.winograd_turned_weights_f2 : kernels.winograd_turned_weights_f4;
    recorder.spread(() =>
      run(this.#backward, this.weight.values, context.scratch.at(0), shape.inputs, shape.outputs),
    );
  }
}
