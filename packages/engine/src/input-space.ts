import type { Examples } from '@sweepstake/training';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels/kernels.ts';
import { ROW_TILE, roundUp } from './panels.ts';
import type { Panelling } from './plan.ts';
import { scalingTable, stageFloats } from './scaling.ts';

const ENTRY = 8;

/** The nonzero inputs of some examples, kept for evaluating the same subset again. */
export interface KeptEntries {
  readonly entries: number;
  readonly starts: number;
  readonly count: number;
}

/**
 * One batch at the network's entrance: its nonzero inputs as entries (feature * 4, value), example after example,
 * and what the input layer derives from them.
 */
export class InputSpace {
  readonly features: number;
  readonly panelling: Panelling;
  /** Entries and their byte starts `[count + 1]`. */
  entries: number;
  starts: number;
  count = 0;
  /** Per feature (lane * row, value): dense gradient. */
  readonly featureList: number;
  readonly featureCounts: number;
  readonly featureStride: number;
  /** `[lane][outputs]`: outputs of a dense input layer, then their gradients. */
  readonly lanesMajor: number;
  /** `[feature][lane]`, and which of its vectors and panel rows are not zero: sparse form. */
  readonly x: number;
  readonly xRow: number;
  readonly vectorList: number;
  readonly vectorCounts: number;
  readonly vectorStride: number;
  readonly panelList: number;
  readonly panelCounts: number;
  readonly panelStride: number;
  readonly #lanes: number;
  readonly #rowBytes: number;
  readonly #staging: number;
  readonly #table: number;
  readonly #ownEntries: number;
  readonly #ownStarts: number;
  readonly #outputRow: number;
  readonly #outputPanelBytes: number;
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  #scattered = false;
  #scaling: unknown = null;

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
    this.#rowBytes = roundUp(features * 4, 8);
    this.#staging = arena.place(lanes * this.#rowBytes);
    this.#table = arena.place(256 * 4);
    this.#ownEntries = arena.place(lanes * features * ENTRY);
    this.#ownStarts = arena.place((lanes + 1) * 4);
    this.entries = this.#ownEntries;
    this.starts = this.#ownStarts;
    this.#outputRow = rows * 4;
    this.#outputPanelBytes = rows * panelling.vectors * 16;
    this.featureStride = lanes * ENTRY;
    this.featureList = gradients ? arena.place(features * this.featureStride) : 0;
    this.featureCounts = arena.place(features * 4);
    this.lanesMajor = arena.place(lanes * rows * 4);
    this.xRow = vectors * 16;
    this.x = arena.place(features * this.xRow);
    this.vectorStride = vectors * ENTRY;
    this.vectorList = arena.place(features * this.vectorStride);
    this.vectorCounts = arena.place(features * 4);
    this.panelStride = features * 4;
    this.panelList = arena.place(panelling.panels * this.panelStride);
    this.panelCounts = arena.place(panelling.panels * 4);
  }

  /** Takes examples `indices[from .. from + count)`; `byFeature` also makes the dense gradient's lists. */
  load(
    examples: Examples,
    indices: Int32Array,
    from: number,
    count: number,
    byFeature: boolean,
  ): void {
    this.#clear();
    this.entries = this.#ownEntries;
    this.starts = this.#ownStarts;
    this.count = count;
    const { features } = this;
    const list = byFeature ? this.featureList : 0;
    const table = scalingTable(examples);
    if (table !== null && examples.inputs instanceof Uint8Array) {
      if (this.#scaling !== examples.scaling) {
        this.#arena.floats(this.#table, 256).set(table);
        this.#scaling = examples.scaling;
      }
      const rowBytes = roundUp(features, 8);
      const staging = this.#arena.bytes(this.#staging, this.#lanes * rowBytes);
      for (let i = 0; i < count; i++) {
        const at = (indices[from + i] ?? 0) * features;
        staging.set(examples.inputs.subarray(at, at + features), i * rowBytes);
        staging.fill(0, i * rowBytes + features, (i + 1) * rowBytes);
      }
      this.#kernels.input_entries_u8(
        this.#staging,
        rowBytes,
        count,
        features,
        this.#table,
        this.entries,
        this.starts,
        list,
        this.featureCounts,
        this.featureStride,
        this.#outputRow,
      );
      return;
    }
    const staging = this.#arena.floats(this.#staging, (this.#lanes * this.#rowBytes) / 4);
    stageFloats(staging, this.#rowBytes / 4, examples, indices, from, count);
    this.#kernels.input_entries_f32(
      this.#staging,
      this.#rowBytes,
      count,
      features,
      this.entries,
      this.starts,
      list,
      this.featureCounts,
      this.featureStride,
      this.#outputRow,
    );
  }

  /** Copies the present batch's entries to memory of their own. */
  keep(): KeptEntries {
    const { count } = this;
    const bytes = this.#arena.words(this.starts, count + 1)[count] ?? 0;
    const entries = this.#arena.place(bytes);
    const starts = this.#arena.place((count + 1) * 4);
    this.#arena.bytes(entries, bytes).set(this.#arena.bytes(this.entries, bytes));
    this.#arena.words(starts, count + 1).set(this.#arena.words(this.starts, count + 1));
    return { entries, starts, count };
  }

  /** Takes entries that were kept. */
  use(kept: KeptEntries): void {
    this.#clear();
    this.entries = kept.entries;
    this.starts = kept.starts;
    this.count = kept.count;
  }

  /** Fills x, vectorList and panelList; features without survivors (`columns`) are left out of the lists. */
  scatter(columns: number): void {
    const { vectors, panels } = this.panelling;
    this.#kernels.input_scatter(
      this.x,
      this.xRow,
      this.entries,
      this.starts,
      this.count,
      this.features,
      columns,
      this.vectorList,
      this.vectorCounts,
      this.vectorStride,
      this.panelList,
      this.panelCounts,
      this.panelStride,
      panels,
      vectors,
      this.#outputPanelBytes,
    );
    this.#scattered = true;
  }

  #clear(): void {
    if (!this.#scattered) return;
    this.#kernels.input_scatter_clear(this.x, this.xRow, this.entries, this.starts, this.count);
    this.#scattered = false;
  }
}
