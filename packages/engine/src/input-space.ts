import type { Examples } from '@sweepstake/training';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels/kernels.generated.ts';
import { ROW_TILE, roundUp } from './panels.ts';
import type { Panelling } from './plan.ts';
import { splitReciprocal } from './split-reciprocal.ts';
import { byteDivisor, stageBytes, stageFloats } from './staging.ts';

const ENTRY = 8;

/** Staged examples, one row each; rows past `count` up to the batch's lanes are 0. */
export interface Staged {
  readonly kind: 'u8' | 'f32';
  readonly at: number;
  readonly rowBytes: number;
  readonly count: number;
  /** What a byte is divided by (u8). */
  readonly divisor: number;
}

/** Lists of equal room: list i begins at `at + i * stride` and has the length in word i of `counts`. */
export interface Lists {
  readonly at: number;
  readonly counts: number;
  readonly stride: number;
}

/**
 * One batch at the network's entrance: staged examples, and what the input layer wants to know of them. Dense
 * form: nonzero inputs as entries (feature * 4, value), example after example. Sparse form: rows x[feature][lane]
 * with lists of what is not zero in them.
 */
export class InputSpace {
  readonly features: number;
  readonly panelling: Panelling;
  /** Entries and their byte starts `[count + 1]`. */
  readonly entries: number;
  readonly starts: number;
  /** Per feature (lane * row, value): dense gradient. */
  readonly featureList: number;
  readonly featureCounts: number;
  readonly featureStride: number;
  /** `[lane][outputs]`: outputs of a dense input layer, then their gradients. */
  readonly lanesMajor: number;
  /** `[feature][lane]`: sparse form. */
  readonly x: number;
  readonly xRow: number;
  /** In each panel, the features (times 4) that are not all zero, ascending. */
  readonly featuresIn: Lists;
  readonly #flags: number;
  readonly #lanes: number;
  readonly #staging: number;
  readonly #table: number;
  readonly #outputRow: number;
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  #staged: Staged = { kind: 'u8', at: 0, rowBytes: 0, count: 0, divisor: 1 };
  #tableDivisor = 0;
  /** Whether x holds a batch. */
  #filled = false;

  /** Room for batches of at most `panelling`'s lanes; `gradients` adds what a backward pass needs. */
  constructor(
    arena: Arena,
    kernels: Kernels,
    features: number,
    outputs: number,
    panelling: Panelling,
    gradients: boolean,
  ) {
    const vectors = panelling.vectors * panelling.panels;
    const lanes = vectors * 4;
    const rows = roundUp(outputs, ROW_TILE);
    this.#arena = arena;
    this.#kernels = kernels;
    this.#lanes = lanes;
    this.features = features;
    this.panelling = panelling;
    this.#staging = arena.place(lanes * roundUp(features, ROW_TILE) * 4);
    this.#table = arena.place(256 * 4);
    this.entries = arena.place(lanes * features * ENTRY);
    this.starts = arena.place((lanes + 1) * 4);
    this.#outputRow = rows * 4;
    this.featureStride = lanes * ENTRY;
    this.featureList = gradients ? arena.place(features * this.featureStride) : 0;
    this.featureCounts = arena.place(features * 4);
    this.lanesMajor = arena.place(lanes * rows * 4);
    this.xRow = vectors * 16;
    this.x = arena.place(roundUp(features, 4) * this.xRow);
    const padded = roundUp(features, 4);
    const lists = (count: number, stride: number): Lists => ({
      at: arena.place(count * stride),
      counts: arena.place(count * 4),
      stride,
    });
    this.featuresIn = lists(panelling.panels, (features + 1) * 4);
    this.#flags = arena.place(padded * 4);
  }

  get count(): number {
    return this.#staged.count;
  }

  /** Takes examples `indices[from .. from + count)`. */
  load(examples: Examples, indices: Int32Array, from: number, count: number): void {
    this.#empty();
    const { features } = this;
    const divisor = byteDivisor(examples);
    if (divisor !== null && examples.inputs instanceof Uint8Array) {
      const rowBytes = roundUp(features, ROW_TILE);
      const bytes = this.#arena.bytes(this.#staging, this.#lanes * rowBytes);
      stageBytes(bytes, rowBytes, examples.inputs, features, indices, from, count);
      this.#staged = { kind: 'u8', at: this.#staging, rowBytes, count, divisor };
      return;
    }
    const stride = roundUp(features, ROW_TILE);
    const floats = this.#arena.floats(this.#staging, this.#lanes * stride);
    stageFloats(floats, stride, examples, indices, from, count);
    this.#staged = { kind: 'f32', at: this.#staging, rowBytes: stride * 4, count, divisor: 1 };
  }

  /** Copies the present batch to memory of its own. */
  keep(): Staged {
    const bytes = this.#lanes * this.#staged.rowBytes;
    const at = this.#arena.place(bytes);
    this.#arena.bytes(at, bytes).set(this.#arena.bytes(this.#staged.at, bytes));
    return { ...this.#staged, at };
  }

  /** Takes a batch that was kept. */
  use(kept: Staged): void {
    this.#empty();
    this.#staged = kept;
  }

  /** Fills entries, and with `byFeature` featureList (dense form). */
  list(byFeature: boolean): void {
    const { kind, at, rowBytes, count, divisor } = this.#staged;
    const { features, entries, starts, featureCounts, featureStride } = this;
    const list = byFeature ? this.featureList : 0;
    if (kind === 'f32') {
      this.#kernels.input_entries_f32(
        at,
        rowBytes,
        count,
        features,
        entries,
        starts,
        list,
        featureCounts,
        featureStride,
        this.#outputRow,
      );
      return;
    }
    if (this.#tableDivisor !== divisor) {
      const table = this.#arena.floats(this.#table, 256);
      for (let v = 0; v < 256; v++) table[v] = v / divisor;
      this.#tableDivisor = divisor;
    }
    this.#kernels.input_entries_u8(
      at,
      rowBytes,
      count,
      features,
      this.#table,
      entries,
      starts,
      list,
      featureCounts,
      featureStride,
      this.#outputRow,
    );
  }

  /** Fills x and featuresIn (sparse form); features without survivors (`used` 0) are not listed. */
  fill(used: number): void {
    this.#empty();
    const { vectors, panels } = this.panelling;
    const { kind, at, rowBytes, count, divisor } = this.#staged;
    const { x, xRow, features, featuresIn } = this;
    const reciprocal = kind === 'u8' ? splitReciprocal(divisor) : null;
    if (reciprocal === null) {
      this.list(false);
      this.#kernels.input_rows_f32(
        this.entries,
        this.starts,
        count,
        features,
        x,
        xRow,
        used,
        this.#flags,
        featuresIn.at,
        featuresIn.counts,
        featuresIn.stride,
        panels,
        vectors,
      );
    } else {
      this.#kernels.input_rows_u8(
        at,
        rowBytes,
        features,
        reciprocal.high,
        reciprocal.low,
        x,
        xRow,
        used,
        this.#flags,
        featuresIn.at,
        featuresIn.counts,
        featuresIn.stride,
        panels,
        vectors,
      );
    }
    this.#filled = true;
  }

  #empty(): void {
    if (!this.#filled) return;
    const { x, xRow, featuresIn } = this;
    const { vectors, panels } = this.panelling;
    const counts = this.#arena.words(featuresIn.counts, panels);
    for (let p = 0; p < panels; p++) {
      const list = featuresIn.at + p * featuresIn.stride;
      this.#kernels.input_clear(x + p * vectors * 16, xRow, list, counts[p] ?? 0, vectors);
    }
    this.#filled = false;
  }
}
