import type { Arena } from '../arena.ts';
import { Block } from '../block.ts';
import type { Link } from '../chain.ts';
import type { InputSpace } from '../input-space.ts';
import { ROW_TILE, roundUp, type Panels } from '../panels.ts';
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

/** The first dense layer: reads examples, of which only nonzero inputs are visited. Stored `[in][out]`. */
export class InputLayer implements Layer {
  readonly link: Link;
  readonly form: Form;
  readonly weight: Block;
  readonly bias: Block;
  /** Byte starts of each feature's survivors (sparse form). */
  readonly #starts: number;
  /** 1 or 0 per feature: whether it has survivors (sparse form). */
  readonly #used: number;
  readonly #rows: Readonly<Record<'training' | 'evaluation', number>>;
  readonly #context: LayerContext;
  /** Floats of one feature's row (dense form). */
  readonly #outputs: number;

  constructor(context: LayerContext, link: Link, survivors: Survivors) {
    const { arena, slots } = context;
    const size = link.in * link.out;
    this.#context = context;
    this.link = link;
    this.form = survivors.form;
    this.#outputs = roundUp(link.out, ROW_TILE);
    if (this.form === 'dense') {
      const flat = new Int32Array(link.in * this.#outputs).fill(-1);
      for (let o = 0; o < link.out; o++) {
        for (let k = 0; k < link.in; k++) flat[k * this.#outputs + o] = o * link.in + k;
      }
      this.weight = new Block(arena, link.weight, size, flat, slots, survivors.mask ?? undefined);
      this.#starts = 0;
      this.#used = 0;
      this.#rows = { training: 0, evaluation: 0 };
    } else {
      const flat = featureMajor(link, survivorsOf(size, survivors.mask));
      const outputs = flat.map((i) => Math.floor(i / link.in));
      this.weight = new Block(arena, link.weight, size, flat, slots);
      this.#starts = groupStarts(
        arena,
        flat.map((i) => i % link.in),
        link.in,
      );
      this.#used = usedFeatures(arena, this.#starts, link.in);
      this.#rows = {
        training: rowOffsets(arena, outputs, context.training),
        evaluation: rowOffsets(arena, outputs, context.evaluation),
      };
    }
    this.bias = biasBlock(context, link);
  }

  /** Makes what `forward` and `weightGradient` read of the batch that `space` holds. */
  prepare(space: InputSpace, phase: 'training' | 'evaluation'): void {
    if (this.form === 'sparse') space.fill(this.#used);
    else space.list(phase === 'training');
  }

  /** y from the batch that `space` holds, prepared for this layer. */
  forward(y: Panels, space: InputSpace, phase: 'training' | 'evaluation'): void {
    const { kernels, arena } = this.#context;
    if (this.form === 'sparse') {
      const counts = arena.words(space.featuresIn.counts, y.panels);
      for (let p = 0; p < y.panels; p++) {
        const yp = y.at + p * y.panelBytes;
        kernels.bias_fill(yp, this.bias.values, this.link.out, y.vectors);
        kernels[`input_sparse_forward_p${y.vectors}`](
          yp,
          this.weight.values,
          this.#rows[phase],
          this.#starts,
          space.x + p * y.rowBytes,
          space.xRow,
          space.featuresIn.at + p * space.featuresIn.stride,
          counts[p] ?? 0,
        );
        if (this.link.relu) kernels.relu(yp, this.link.out * y.vectors * 4);
      }
      return;
    }
    const row = this.#outputs * 4;
    for (let o = 0; o < this.#outputs;) {
      const wide = o + 32 <= this.#outputs;
      kernels[wide ? 'input_dense_forward_o32' : 'input_dense_forward_o16'](
        space.lanesMajor + o * 4,
        row,
        this.weight.values + o * 4,
        this.#outputs,
        this.bias.values + o * 4,
        space.entries,
        space.starts,
        space.count,
      );
      o += wide ? 32 : 16;
    }
    const lanes = y.vectors * 4;
    for (let p = 0; p < y.panels; p++) {
      kernels.transpose(
        y.at + p * y.panelBytes,
        y.rowBytes,
        space.lanesMajor + p * lanes * row,
        row,
        lanes,
        this.#outputs,
        this.link.relu ? 1 : 0,
      );
    }
  }

  /** Gradients of weights and biases from dy and the batch that `space` holds; overwritten, not added. */
  weightGradient(dy: Panels, space: InputSpace): void {
    const { kernels } = this.#context;
    biasGradient(kernels, this, dy);
    if (this.form === 'sparse') {
      const { arena } = this.#context;
      const { gradient, length } = this.weight;
      const { featuresIn, x, xRow } = space;
      kernels.clear(gradient, length);
      const counts = arena.words(featuresIn.counts, dy.panels);
      for (let p = 0; p < dy.panels; p++) {
        kernels[`input_sparse_gradient_p${dy.vectors}`](
          gradient,
          this.#rows.training,
          this.#starts,
          dy.at + p * dy.panelBytes,
          x + p * dy.rowBytes,
          xRow,
          featuresIn.at + p * featuresIn.stride,
          counts[p] ?? 0,
        );
      }
      return;
    }
    const row = this.#outputs * 4;
    const lanes = dy.vectors * 4;
    for (let p = 0; p < dy.panels; p++) {
      kernels.transpose(
        space.lanesMajor + p * lanes * row,
        row,
        dy.at + p * dy.panelBytes,
        dy.rowBytes,
        this.#outputs,
        lanes,
        0,
      );
    }
    for (let o = 0; o < this.#outputs;) {
      const wide = o + 32 <= this.#outputs;
      kernels[wide ? 'input_dense_gradient_o32' : 'input_dense_gradient_o16'](
        this.weight.gradient + o * 4,
        row,
        space.lanesMajor + o * 4,
        space.featureList,
        space.featureCounts,
        space.featureStride,
        this.link.in,
      );
      o += wide ? 32 : 16;
    }
  }
}

function usedFeatures(arena: Arena, starts: number, features: number): number {
  const at = arena.place(roundUp(features, 4) * 4);
  const used = arena.words(at, features);
  const bytes = arena.words(starts, features + 1);
  for (let k = 0; k < features; k++) used[k] = bytes[k + 1] === bytes[k] ? 0 : 1;
  return at;
}

/** The same weights ordered by input, then output. */
function featureMajor(link: Link, flat: Int32Array): Int32Array {
  const key = flat.map((i) => (i % link.in) * link.out + Math.floor(i / link.in)).sort();
  return key.map((i) => (i % link.out) * link.in + Math.floor(i / link.out));
}
