import { engineWith } from '@sweepstake/engine';
import type { Thresholds } from '@sweepstake/engine';
import { elements, initialise } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { randomMasks } from '@sweepstake/lottery';
import type { Masks } from '@sweepstake/lottery';
import { Stream } from '@sweepstake/random';
import { ADAM } from '@sweepstake/training';
import type { Batch, Session } from '@sweepstake/training';
import type { TuneScale } from './cases.ts';

/** Seconds of one training step in either form. */
export interface FormTimes {
  readonly density: number;
  readonly dense: number;
  readonly sparse: number;
}

const everywhere = (from: number): Thresholds => ({
  input: from,
  hidden: from,
  direct: from,
  winograd: from,
});
const DENSE = engineWith({ thresholds: everywhere(0) });
const SPARSE = engineWith({ thresholds: everywhere(2) });

/** So small that a step changes nothing that is timed. */
const LEARNING_RATE = 1e-6;
/** Windows before the first that counts: V8 replaces its quickly made machine code. */
const WARMUP_WINDOWS = 3;

/**
 * Training steps of a network of one layer, all forms of which are forced dense and forced sparse: windows of both
 * in turn, medians. Weights, masks and examples are drawn from named streams.
 */
export async function measureForms(
  network: Network,
  density: number,
  { batch, repeats, window }: TuneScale,
): Promise<FormTimes> {
  const examples = drawBatch(network, batch);
  const weights = initialise(network, (name) => drawn(`tune:${name}`));
  const options = { weights, optimizer: ADAM, batch, masks: drawMasks(network, density) };
  const sessions = [await DENSE.open(network, options), await SPARSE.open(network, options)];
  try {
    const counts = sessions.map((session) => stepsOfWindow(session, examples, window));
    const times: number[][] = [[], []];
    for (let i = 0; i < repeats; i++) {
      for (const [form, session] of sessions.entries())
        times[form]!.push(secondsOf(session, examples, counts[form]!) / counts[form]!);
    }
    const [dense = 0, sparse = 0] = times.map(median);
    return { density, dense, sparse };
  } finally {
    for (const session of sessions) session.close();
  }
}

function drawn(name: string): () => number {
  const stream = new Stream(name);
  return () => stream.normal();
}

function drawBatch({ input, head }: Network, count: number): Batch {
  const stream = new Stream('tune:examples');
  const classes = head.kind === 'class' ? head.classes : 1;
  const inputs = Float32Array.from({ length: count * elements(input) }, () => stream.normal());
  const targets = Uint8Array.from({ length: count }, () => stream.below(classes));
  const scaling = { divisor: [1], offset: [0] };
  const examples = { count, shape: input, inputs, targets, scaling };
  return { examples, indices: Int32Array.from({ length: count }, (_, i) => i) };
}

function drawMasks({ layers }: Network, density: number): Masks {
  const masks = layers.flatMap((layer) => {
    if (layer.kind !== 'dense' && layer.kind !== 'convolution') return [];
    const mask = new Uint8Array(elements(layer.weight.shape));
    return [[layer.weight.name, mask.fill(1, 0, Math.round(density * mask.length))] as const];
  });
  return randomMasks(new Map(masks), new Stream(`tune:masks ${density}`));
}

/** How many steps a window of at least so many milliseconds takes, after some that warm up. */
function stepsOfWindow(session: Session, batch: Batch, milliseconds: number): number {
  let count = 1;
  for (let windows = 0; ;) {
    const spent = 1000 * secondsOf(session, batch, count);
    if (spent < milliseconds) count *= 2;
    else if (++windows === WARMUP_WINDOWS) return count;
  }
}

function secondsOf(session: Session, batch: Batch, steps: number): number {
  const start = performance.now();
  for (let i = 0; i < steps; i++) session.step(batch, LEARNING_RATE);
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
