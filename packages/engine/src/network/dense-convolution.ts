import type { Block } from '../block.ts';
import type { Images } from '../images.ts';
import { image } from './context.ts';
import {
  FIRST,
  phaseOf,
  RELU,
  type ConvolutionForm,
  type ConvolutionParts,
} from './convolution-node.ts';
import { placeOffsets } from './convolution-weights.ts';
import { backwardRows, forwardRows, gradientPhases, type GradientPhase } from './geometry.ts';
import { bandsOf, blocksOf, segmentsOf, type OperandBlock } from './operand.ts';

/** A product with all weights: blocks of its operand's rows, and their offsets by row. */
interface Product {
  readonly blocks: readonly OperandBlock[];
  readonly offsets: number;
  /** Operand rows. */
  readonly rows: number;
}

interface Transposed extends Product {
  readonly phase: GradientPhase;
  /** Weights `[inputs/4][k][4]`. */
  readonly weights: number;
}

/** A convolution in which every weight takes part. */
export class DenseConvolution implements ConvolutionForm {
  readonly weight: Block;
  readonly #parts: ConvolutionParts;
  readonly #forward: Product;
  readonly #backward: readonly Transposed[];

  constructor(parts: ConvolutionParts, weight: Block) {
    this.weight = weight;
    this.#parts = parts;
    const { context, shape, plan, x, y, phases } = parts;
    const { arena } = context;
    const operand = phases === null ? x.images : phases.images;
    const rows = shape.inputs * shape.height * shape.width;
    const windowRows = forwardRows(shape, operand, x.images.rows, y.images.rows, phases);
    const blocks = blocksOf(windowRows, shape.inputs, y.images.rows, plan.forward);
    this.#forward = { blocks, offsets: placeOffsets(arena, blocks, rows), rows };
    const dy = y.gradient;
    this.#backward =
      x.gradient === null || dy === null
        ? []
        : gradientPhases(shape, x.images.rows, x.images.columns).map((phase) => {
            const k = phase.dis.length * shape.outputs * phase.djs.length;
            const parts = blocksOf(
              backwardRows(shape, dy, phase),
              shape.outputs,
              phase.rows,
              plan.backward,
            );
            const weights = arena.place(Math.ceil(shape.inputs / 4) * k * 16);
            return {
              phase,
              blocks: parts,
              offsets: placeOffsets(arena, parts, k),
              rows: k,
              weights,
            };
          });
  }

  prepareForward(): void {}

  forward(p: number): void {
    const { x, y, phases, relu, bias, shape } = this.#parts;
    const operand = phases === null ? x.images : phases.images;
    const { values } = this.weight;
    const use = { values, bias: bias.values, outputs: shape.outputs, relu };
    this.#product(this.#forward, use, y.images, operand, { p, gate: null, add: false });
  }

  prepareBackward(): void {
    const { context, shape } = this.#parts;
    const { recorder } = context;
    const wBlock = this.#forward.rows * 16;
    recorder.phase(
      this.#backward.map(({ phase: { dis, djs }, weights }) => () => {
        recorder.kernels.convolution_dense_transpose(
          weights,
          this.weight.values,
          wBlock,
          shape.inputs,
          shape.outputs,
          shape.width,
          dis[0] ?? 0,
          dis.length,
          djs[0] ?? 0,
          djs.length,
          shape.stride,
        );
      }),
    );
  }

  weightGradient(p: number, first: number, outs: number): void {
    const { context, plan, x, y, phases } = this.#parts;
    const { kernels } = context.recorder;
    const operand = phases === null ? x.images : phases.images;
    const dy = y.gradient;
    if (dy === null) return;
    const { blocks, offsets, rows } = this.#forward;
    for (const { block, from, to, first: begins } of bandsOf(blocks, dy.rows, plan.band)) {
      const k0 = block.taps[0]!.k;
      const [dyAt, dyChannel, dyRow] = image(dy, p, from);
      const [xAt, , xRow] = image(operand, p, from);
      kernels.convolution_dense_weight_gradient(
        this.weight.gradient + ((first / 4) * rows + k0) * 16,
        rows * 16,
        Math.ceil(outs / 4),
        dyAt + first * dyChannel,
        dyChannel,
        dyRow,
        offsets + k0 * 4,
        block.taps.length,
        xAt,
        xRow,
        to - from,
        dy.run,
        p === 0 && begins ? 1 : 0,
      );
    }
  }

  finishWeightGradient(): void {}

  inputGradient(p: number, to: Images, gate: Images | null, add: boolean): void {
    const { y, shape, gradientPhases: strided } = this.#parts;
    const dy = y.gradient;
    if (dy === null) return;
    for (const product of this.#backward) {
      const { phase, weights } = product;
      const use = { values: weights, bias: 0, outputs: shape.inputs, relu: false };
      const target = strided === null ? to : phaseOf(strided, phase);
      this.#product(product, use, target, dy, { p, gate, add });
    }
  }

  #product(
    { blocks, offsets, rows }: Product,
    use: { values: number; bias: number; outputs: number; relu: boolean },
    y: Images,
    x: Images,
    { p, gate, add }: { p: number; gate: Images | null; add: boolean },
  ): void {
    const { plan, context } = this.#parts;
    const { kernels } = context.recorder;
    for (let band = 0; band < y.rows; band += plan.band) {
      for (const s of segmentsOf(blocks, band, Math.min(band + plan.band, y.rows))) {
        const { taps } = blocks[s.block]!;
        const k0 = taps[0]!.k;
        const mode = (s.first && !add ? FIRST : 0) + (s.last && use.relu ? RELU : 0);
        const [xAt, , xRow] = image(x, p, s.from);
        kernels.convolution_dense_product(
          ...image(y, p, s.from),
          use.values + k0 * 16,
          rows * 16,
          Math.ceil(use.outputs / 4),
          offsets + k0 * 4,
          taps.length,
          use.bias,
          xAt,
          xRow,
          s.to - s.from,
          y.run,
          mode,
          ...image(s.last ? gate : null, p, s.from),
        );
      }
    }
  }
}
