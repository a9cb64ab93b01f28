import { Block } from '../block.ts';
import type { Link } from '../chain.ts';
import { roundUp, skewed, type Panels } from '../panels.ts';
import type { Form } from '../plan.ts';
import {
  biasBlock,
  biasGradient,
  groupStarts,
  rowOffsets,
  survivorsOf,
  type Layer,
  type LayerContext,
  type Survivors,
} from './layer.ts';

/** Survivors by output row, and the transposed order for the input gradient. */
interface SparseIndex {
  readonly starts: number;
  readonly columns: Readonly<Record<'training' | 'evaluation', number>>;
  readonly transposed: {
    readonly order: number;
    readonly values: number;
    readonly starts: number;
    readonly columns: number;
  };
  readonly count: number;
}

/** A dense layer whose inputs are another layer's outputs. y = W x + b, then ReLU. */
export class HiddenLayer implements Layer {
  readonly link: Link;
  readonly form: Form;
  readonly weight: Block;
  readonly bias: Block;
  readonly #context: LayerContext;
  /** Outputs in pairs, and inputs padded to the kernels' tiles (dense form). */
  readonly #pairs: number;
  readonly #inputs: number;
  /** Columns that the products visit. */
  readonly #columns: number;
  readonly #list: number;
  readonly #index: SparseIndex | null;

  constructor(context: LayerContext, link: Link, survivors: Survivors) {
    const { arena, slots } = context;
    const size = link.in * link.out;
    this.#context = context;
    this.link = link;
    this.form = survivors.form;
    this.#pairs = roundUp(link.out, 2) / 2;
    const inputs = roundUp(link.in, 4);
    this.#inputs = skewed(inputs);
    if (this.form === 'dense') {
      const flat = (): Int32Array => packedPairs(link, this.#pairs, this.#inputs);
      this.weight = new Block(arena, link.weight, size, flat, slots, survivors.mask ?? undefined);
      this.#columns = inputs;
      this.#list = arena.place(inputs * 4);
      const list = arena.words(this.#list, inputs);
      for (let k = 0; k < inputs; k++) list[k] = k * 8;
      this.#index = null;
    } else {
      const flat = survivorsOf(size, survivors.mask);
      this.weight = new Block(arena, link.weight, size, flat, slots);
      this.#columns = 0;
      this.#list = 0;
      this.#index = sparseIndex(context, link, flat);
    }
    this.bias = biasBlock(context, link);
  }

  forward(y: Panels, x: Panels, phase: 'training' | 'evaluation'): void {
    const { kernels } = this.#context;
    const relu = this.link.relu ? 1 : 0;
    for (let p = 0; p < y.panels; p++) {
      const yp = y.at + p * y.panelBytes;
      const xp = x.at + p * x.panelBytes;
      if (this.#index === null) {
        const { values } = this.weight;
        const bias = this.bias.values;
        kernels[`dense_forward_p${y.vectors}`](
          yp,
          values,
          bias,
          xp,
          this.#list,
          this.#columns,
          this.#pairs,
          this.#inputs,
          relu,
        );
      } else {
        const { starts, columns } = this.#index;
        kernels[`sparse_product_p${y.vectors}`](
          yp,
          this.weight.values,
          columns[phase],
          starts,
          this.link.out,
          this.bias.values,
          xp,
          relu,
          0,
        );
      }
    }
  }

  /** Gradients of weights and biases from dy; overwritten, not added. */
  weightGradient(dy: Panels, x: Panels): void {
    const { kernels } = this.#context;
    if (this.#index === null) {
      kernels[`dense_weight_gradient_p${dy.vectors}`](
        this.weight.gradient,
        dy.at,
        x.at,
        this.#list,
        this.#columns,
        this.#pairs,
        this.#inputs,
        dy.panels,
        dy.panelBytes,
        x.panelBytes,
      );
    } else {
      const { starts, columns } = this.#index;
      kernels[`sparse_weight_gradient_p${dy.vectors}`](
        this.weight.gradient,
        columns.training,
        starts,
        this.link.out,
        dy.at,
        x.at,
        dy.panels,
        dy.panelBytes,
        x.panelBytes,
      );
    }
    biasGradient(kernels, this, dy);
  }

  /** dx = W^T dy, zero where the layer below put out 0 through its ReLU (`gated`). */
  inputGradient(dx: Panels, dy: Panels, x: Panels, gated: boolean): void {
    const { kernels } = this.#context;
    const index = this.#index;
    if (index !== null) {
      const { values, order } = index.transposed;
      kernels.sparse_permute(values, this.weight.values, order, index.count);
    }
    for (let p = 0; p < dx.panels; p++) {
      const dxp = dx.at + p * dx.panelBytes;
      const dyp = dy.at + p * dy.panelBytes;
      const gate = gated ? x.at + p * x.panelBytes : 0;
      if (index === null) {
        kernels[`dense_input_gradient_p${dx.vectors}`](
          dxp,
          this.weight.values,
          dyp,
          this.#pairs,
          this.#inputs,
          gate,
        );
      } else {
        const { values, columns, starts } = index.transposed;
        kernels[`sparse_product_p${dx.vectors}`](
          dxp,
          values,
          columns,
          starts,
          this.link.in,
          0,
          dyp,
          0,
          gate,
        );
      }
    }
  }
}

/** `[out/2][in][2]`: where each stored weight stands in `[out][in]`. */
function packedPairs(link: Link, pairs: number, inputs: number): Int32Array {
  const flat = new Int32Array(pairs * inputs * 2).fill(-1);
  for (let o = 0; o < link.out; o++) {
    for (let k = 0; k < link.in; k++) {
      flat[((o >> 1) * inputs + k) * 2 + (o & 1)] = o * link.in + k;
    }
  }
  return flat;
}

function sparseIndex(context: LayerContext, link: Link, flat: Int32Array): SparseIndex {
  const { arena, training, evaluation } = context;
  const outputs = flat.map((i) => Math.floor(i / link.in));
  const inputs = flat.map((i) => i % link.in);
  const order = transposedOrder(inputs, link.in);
  const at = arena.place(order.length * 4);
  arena.words(at, order.length).set(order.map((i) => i * 4));
  return {
    count: flat.length,
    starts: groupStarts(arena, outputs, link.out),
    columns: {
      training: rowOffsets(arena, inputs, training),
      evaluation: rowOffsets(arena, inputs, evaluation),
    },
    transposed: {
      order: at,
      values: arena.place(flat.length * 4),
      starts: groupStarts(arena, inputs, link.in),
      columns: rowOffsets(
        arena,
        order.map((i) => outputs[i] ?? 0),
        training,
      ),
    },
  };
}

/** Survivors sorted by input; among equals the order of outputs stays. */
function transposedOrder(inputs: Int32Array, groups: number): Int32Array {
  const next = new Int32Array(groups + 1);
  for (const k of inputs) next[k + 1] = (next[k + 1] ?? 0) + 1;
  for (let k = 0; k < groups; k++) next[k + 1] = (next[k + 1] ?? 0) + (next[k] ?? 0);
  const order = new Int32Array(inputs.length);
  for (let i = 0; i < inputs.length; i++) {
    const k = inputs[i] ?? 0;
    const at = next[k] ?? 0;
    next[k] = at + 1;
    order[at] = i;
  }
  return order;
}
