import { Block } from '../block.ts';
import type { Images } from '../images.ts';
import { roundUp } from '../panels.ts';
import { image, type Context, type Gradients, type StepNode, type Value } from './context.ts';
import type { Step } from './steps.ts';

type NormStep = Extract<Step, { kind: 'norm' }>;

/** Addresses of a normalisation's arrays, `[channels]` each. */
interface Places {
  readonly runningMean: number;
  readonly runningVar: number;
  readonly mean: number;
  readonly invstd: number;
  /** Coefficients of the forward pass, and of the gradient's. */
  readonly forward: number;
  readonly gradient: readonly [number, number, number];
  /** Float64 pairs `[panel][channel][2]`. */
  readonly parts: number;
  readonly partsPanel: number;
  /** Float64 values of a channel in each panel. */
  readonly counts: number;
}

/** Argument of `norm_combine` that is the momentum. */
export const MOMENTUM_ARGUMENT = 11;

/** Batch normalisation, then the sum and the ReLU that belong to the step. */
export class NormNode implements StepNode {
  readonly name: string;
  readonly features: number;
  readonly momentum: number;
  /** Of one example's channel. */
  readonly positions: number;
  readonly scale: Block;
  readonly shift: Block;
  readonly places: Places;
  readonly #context: Context;
  readonly #step: NormStep;
  readonly #x: Value;
  readonly #y: Value;
  readonly #skip: Value | null;

  constructor(
    context: Context,
    step: NormStep,
    [x, y]: readonly [Value, Value],
    skip: Value | null,
  ) {
    const { arena, slots } = context;
    const { layer } = step;
    const { features } = layer;
    this.#context = context;
    this.#step = step;
    this.#x = x;
    this.#y = y;
    this.#skip = skip;
    this.name = layer.name;
    this.features = features;
    this.momentum = layer.momentum;
    this.positions = x.images.rows * x.images.columns;
    const own = Int32Array.from({ length: roundUp(features, 4) }, (_, i) =>
      i < features ? i : -1,
    );
    this.scale = new Block(arena, layer.scale.name, features, own, slots);
    this.shift = new Block(arena, layer.shift.name, features, own, slots);
    const { panels, vectors, rows, columns } = x.images;
    const floats = (): number => arena.place(features * 4);
    this.places = {
      runningMean: floats(),
      runningVar: floats(),
      mean: floats(),
      invstd: floats(),
      forward: floats(),
      gradient: [floats(), floats(), floats()],
      parts: arena.place(panels * features * 16),
      partsPanel: features * 16,
      counts: arena.place(panels * 8),
    };
    const counts = new Float64Array(arena.memory.buffer, this.places.counts, panels);
    for (let p = 0; p < panels; p++)
      counts[p] = validIn(context.batch, p, vectors) * rows * columns;
  }

  get blocks(): readonly Block[] {
    return [this.scale, this.shift];
  }

  forward(phase: 'training' | 'evaluation'): void {
    const { recorder, batch } = this.#context;
    const { kernels } = recorder;
    const { layer, relu } = this.#step;
    const x = this.#x.images;
    const y = this.#y.images;
    const at = this.places;
    const scale = this.scale.values;
    const shift = this.shift.values;
    const a = at.forward;
    if (phase === 'training') {
      recorder.panelwise(x, (p) => {
        const valid = validIn(batch, p, x.vectors);
        kernels.norm_statistics(
          at.parts + p * at.partsPanel,
          ...image(x, p),
          x.channels,
          x.rows,
          x.columns,
          x.vectors,
          this.#lanes(x, p),
          valid * x.rows * x.columns,
        );
      });
      recorder.spread(() => {
        kernels.norm_combine(
          at.parts,
          at.partsPanel,
          at.counts,
          x.panels,
          x.channels,
          scale,
          a,
          at.mean,
          at.invstd,
          at.runningMean,
          at.runningVar,
          layer.momentum,
          layer.epsilon,
        );
      });
    } else {
      recorder.spread(() => {
        kernels.norm_running(a, scale, at.runningVar, x.channels, layer.epsilon);
      });
    }
    const mean = phase === 'training' ? at.mean : at.runningMean;
    const skip = this.#skip?.images ?? null;
    recorder.panelwise(x, (p) => {
      const sizes = [x.channels, x.rows, x.run, relu ? 1 : 0] as const;
      kernels.norm_apply(
        ...image(y, p),
        ...image(x, p),
        ...image(skip, p),
        a,
        mean,
        shift,
        ...sizes,
      );
    });
  }

  backward(gradients: Gradients): void {
    const { recorder, batch } = this.#context;
    const { kernels } = recorder;
    const x = this.#x.images;
    const dy = this.#y.gradient;
    if (dy === null) return;
    const gate = this.#step.relu ? this.#y.images : null;
    const at = this.places;
    const [a, b, c] = at.gradient;
    recorder.panelwise(x, (p) => {
      const views = [...image(dy, p), ...image(gate, p), ...image(x, p)] as const;
      const to = at.parts + p * at.partsPanel;
      kernels.norm_gradient_sums(to, ...views, at.mean, at.invstd, x.channels, x.rows, x.run);
    });
    recorder.spread(() => {
      kernels.norm_gradient_combine(
        at.parts,
        at.partsPanel,
        x.panels,
        x.channels,
        batch * x.rows * x.columns,
        this.scale.values,
        at.mean,
        at.invstd,
        this.scale.gradient,
        this.shift.gradient,
        a,
        b,
        c,
      );
    });
    // The gradient of what was added is written in the same pass as that of x.
    const through = (skip: Images | null, mode: 0 | 1 | 2): void => {
      gradients.give(this.#x, { gate: false, add: false }, (to) => {
        recorder.panelwise(x, (p) => {
          kernels.norm_gradient_apply(
            ...image(to, p),
            ...image(skip, p),
            mode,
            ...image(dy, p),
            ...image(gate, p),
            ...image(x, p),
            a,
            b,
            c,
            x.channels,
            x.rows,
            x.columns,
            x.vectors,
            this.#lanes(x, p),
          );
        });
      });
    };
    const skip = this.#skip;
    if (skip === null || skip.gradient === null) through(null, 0);
    else if (this.#x.gradient === null || skip === this.#x) {
      this.#pass(gradients, skip, dy, gate);
      through(null, 0);
    } else {
      gradients.give(skip, { gate: false, add: true }, (to, _, add) => through(to, add ? 2 : 1));
    }
  }

  /** The gradient of what was added, in a pass of its own. */
  #pass(gradients: Gradients, skip: Value, dy: Images, gate: Images | null): void {
    const { recorder } = this.#context;
    gradients.give(skip, { gate: false, add: true }, (to, _, add) => {
      recorder.panelwise(to, (p) => {
        const sizes = [to.channels, to.rows, to.run, add ? 1 : 0] as const;
        const { images_gate } = recorder.kernels;
        images_gate(...image(to, p), ...image(dy, p), ...image(gate, p), ...sizes);
      });
    });
  }

  /** Address of the words that say which lanes of a panel hold examples; 0 where all do. */
  #lanes({ vectors }: Images, panel: number): number {
    const { arena, batch } = this.#context;
    const valid = validIn(batch, panel, vectors);
    if (valid === vectors * 4) return 0;
    const known = this.#masks.get(panel);
    if (known !== undefined) return known;
    const at = arena.place(vectors * 16);
    arena.words(at, valid).fill(-1);
    this.#masks.set(panel, at);
    return at;
  }

  readonly #masks = new Map<number, number>();
}

/** Examples of the batch in a panel. */
function validIn(batch: number, panel: number, vectors: number): number {
  return Math.max(0, Math.min(vectors * 4, batch - panel * vectors * 4));
}
