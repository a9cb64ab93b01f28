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
import { flatIndex, placeEntries, type EntryBlock } from './convolution-weights.ts';
import {
  backwardRows,
  forwardRows,
  gradientPhases,
  rowIndex,
  type GradientPhase,
} from './geometry.ts';
import { bandsOf, blocksOf, segmentsOf, type OperandBlock } from './operand.ts';

interface Product {
  readonly operand: readonly OperandBlock[];
  readonly blocks: readonly EntryBlock[];
  readonly entries: number;
  readonly count: number;
}

interface Transposed extends Product {
  readonly phase: GradientPhase;
  /** Byte offsets of the survivors, in this product's order, among the weight's values. */
  readonly order: number;
}

/** A convolution of survivors only: its cost is theirs. */
export class SparseConvolution implements ConvolutionForm {
  readonly weight: Block;
  readonly #parts: ConvolutionParts;
  readonly #forward: Product;
  readonly #backward: readonly Transposed[];

  constructor(
    parts: ConvolutionParts,
    mask: Uint8Array | null,
    place: (order: Int32Array) => Block,
  ) {
    this.#parts = parts;
    const { context, shape, plan, x, y, phases } = parts;
    const { arena } = context;
    const { inputs, outputs, height, width } = shape;
    const source = phases === null ? x.images : phases.images;
    const windowRows = forwardRows(shape, source, x.images.rows, y.images.rows, phases);
    const operand = blocksOf(windowRows, inputs, y.images.rows, plan.forward);
    const at = (o: number, k: number): number => flatIndex(shape, o, k);
    const { blocks, entries, order } = placeEntries(arena, operand, outputs, mask, at);
    this.weight = place(order);
    this.#forward = { operand, blocks, entries, count: order.length };
    const dy = y.gradient;
    if (x.gradient === null || dy === null) {
      this.#backward = [];
      return;
    }
    const stored = new Int32Array(inputs * outputs * height * width).fill(-1);
    order.forEach((flat, i) => (stored[flat] = i));
    this.#backward = gradientPhases(shape, x.images.rows, x.images.columns).map((phase) => {
      const { dis, djs } = phase;
      const operand = blocksOf(backwardRows(shape, dy, phase), outputs, phase.rows, plan.backward);
      // The product's outputs are this layer's inputs.
      const flatOf = (c: number, k: number): number => {
        const j = k % djs.length;
        const o = Math.floor(k / djs.length) % outputs;
        const i = Math.floor(k / (djs.length * outputs));
        return flatIndex(shape, o, rowIndex(shape, c, dis[i] ?? 0, djs[j] ?? 0));
      };
      const { blocks, entries, order } = placeEntries(arena, operand, inputs, mask, flatOf);
      const to = arena.place(order.length * 4);
      arena.words(to, order.length).set(order.map((flat) => (stored[flat] ?? 0) * 4));
      return { phase, operand, blocks, entries, count: order.length, order: to };
    });
  }

  prepareForward(): void {
    const { recorder } = this.#parts.context;
    const { entries, count } = this.#forward;
    recorder.phase([
      () => recorder.kernels.convolution_sparse_pack(entries, this.weight.values, 0, count),
    ]);
  }

  forward(p: number): void {
    const { x, y, phases, relu, bias, shape } = this.#parts;
    const source = phases === null ? x.images : phases.images;
    const use = { bias: bias.values, outputs: shape.outputs, relu };
    this.#product(this.#forward, use, y.images, source, { p, gate: null, add: false });
  }

  prepareBackward(): void {
    const { recorder } = this.#parts.context;
    recorder.phase(
      this.#backward.map(({ entries, order, count }) => () => {
        recorder.kernels.convolution_sparse_pack(entries, this.weight.values, order, count);
      }),
    );
  }

  weightGradient(p: number, first: number, outs: number): void {
    const { context, plan, x, y, phases } = this.#parts;
    const { kernels } = context.recorder;
    const source = phases === null ? x.images : phases.images;
    const dy = y.gradient;
    if (dy === null) return;
    const some = this.#forward.blocks.filter(({ count }) => count > 0);
    for (const { block, from, to, first: begins } of bandsOf(some, dy.rows, plan.band)) {
      const [dyAt, dyChannel, dyRow] = image(dy, p, from);
      const [xAt, , xRow] = image(source, p, from);
      kernels.convolution_sparse_weight_gradient(
        this.weight.gradient + block.before * 4,
        block.entries,
        block.starts + first * 4,
        outs,
        dyAt + first * dyChannel,
        dyChannel,
        dyRow,
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
      const use = { bias: 0, outputs: shape.inputs, relu: false };
      const target = strided === null ? to : phaseOf(strided, product.phase);
      this.#product(product, use, target, dy, { p, gate, add });
    }
  }

  #product(
    { operand, blocks }: Product,
    use: { bias: number; outputs: number; relu: boolean },
    y: Images,
    x: Images,
    { p, gate, add }: { p: number; gate: Images | null; add: boolean },
  ): void {
    const { plan, context } = this.#parts;
    const { kernels } = context.recorder;
    for (let band = 0; band < y.rows; band += plan.band) {
      for (const s of segmentsOf(operand, band, Math.min(band + plan.band, y.rows))) {
        const { entries, starts } = blocks[s.block]!;
        const mode = (s.first && !add ? FIRST : 0) + (s.last && use.relu ? RELU : 0);
        const [xAt, , xRow] = image(x, p, s.from);
        kernels.convolution_sparse_product(
          ...image(y, p, s.from),
          entries,
          starts,
          use.outputs,
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
