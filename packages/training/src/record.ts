import { elements, parametersOf, prunableParameters, statisticsOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Backend, Masks } from './backend.ts';
import { notFinite, unsupported } from './errors.ts';
import { drawnFactors, dropoutStreamOf } from './recorded-dropout.ts';
import type { RecordedDropout } from './recorded-dropout.ts';
import { embedExamples, isPlainBytes } from './recorded-examples.ts';
import { optimizerMetadata } from './recorded-optimizer.ts';
import type { RecordedNetwork } from './recorded-run.ts';
import { repeatSteps } from './repeat-steps.ts';
import type { Steps } from './repeat-steps.ts';

/** The first steps of a training of ours, and what a reader has to be told of them. */
export interface RunToRecord extends Omit<Steps, 'dropoutStream'> {
  readonly network: Network;
  /** How the file names the network. */
  readonly named: RecordedNetwork;
  /** Needed by a network with dropout. */
  readonly dropout: RecordedDropout | null;
  /**
   * Name of the published files whose examples the batches index, in their order: `mnist-train`. They are named
   * instead of embedded where nothing is moved and bytes are divided by 255. Null: always embedded.
   */
  readonly dataset: string | null;
  /** Further metadata, such as what the training is called. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

type Shape = readonly number[];

/** A tensor as `encode` of `@sweepstake/safetensors` takes it. */
export type WrittenTensor =
  | { readonly dtype: 'F32'; readonly shape: Shape; readonly data: Float32Array<ArrayBuffer> }
  | { readonly dtype: 'F64'; readonly shape: Shape; readonly data: Float64Array<ArrayBuffer> }
  | { readonly dtype: 'I32'; readonly shape: Shape; readonly data: Int32Array<ArrayBuffer> }
  | { readonly dtype: 'U8'; readonly shape: Shape; readonly data: Uint8Array<ArrayBuffer> };

/** What a recording's file holds; `parseRecordedRun` reads it. */
export interface WrittenRun {
  readonly tensors: Map<string, WrittenTensor>;
  readonly metadata: Record<string, string>;
}

/**
 * Carries out the steps on a backend and writes down what went in and what came out, in the format of
 * `test/fixtures/README.md`. The same run on the same backend gives the same file.
 *
 * Throws for a head without classes, where a number that came out is not finite, and what the backend throws.
 */
export async function record(run: RunToRecord, backend: Backend): Promise<WrittenRun> {
  const { network, batches, learningRates, dropout } = run;
  if (network.head.kind !== 'class')
    throw unsupported(
      `recording a ${network.head.kind} head`,
      'record a network that gives classes',
    );
  const dropoutStream = dropout === null ? null : dropoutStreamOf(dropout);
  const computed = await repeatSteps(network, { ...run, dropoutStream }, backend);
  const counts = { steps: batches.length, batch: batches[0]!.indices.length };
  checkFinite(computed, counts.steps);
  const shapeOf = shapesIn(network, counts);
  const tensors = new Map<string, WrittenTensor>();
  const floats = (name: string, shape: Shape, data: Float32Array): void =>
    void tensors.set(name, { dtype: 'F32', shape, data: data.slice() });
  for (const [name, data] of run.weights) floats(`init.${name}`, shapeOf(name), data);
  for (const [name, data] of run.statistics) floats(`init_statistics.${name}`, shapeOf(name), data);
  for (const [name, data] of run.masks ?? [])
    tensors.set(`mask.${name}`, { dtype: 'U8', shape: shapeOf(name), data: data.slice() });
  for (const [name, data] of computed)
    floats(name, shapeOf(name.replace(/^(step1\.grad|final)\./, '')), data);
  if (dropout !== null)
    for (const [name, { shape, data }] of drawnFactors(network, dropout, counts))
      floats(`dropout.${name}`, shape, data);
  const rates = Float64Array.from(learningRates);
  const constant = rates.every((rate) => rate === rates[0]);
  if (!constant)
    tensors.set('learning_rates', { dtype: 'F64', shape: [counts.steps], data: rates });

  const metadata = {
    ...run.labels,
    network: JSON.stringify(run.named),
    ...addExamples(tensors, run, counts),
    ...optimizerMetadata(run.optimizer),
    // A reader that knows `lr` only must not take a schedule for a constant rate.
    ...(constant && { lr: String(rates[0]) }),
    ...(dropout !== null && { dropout_stream: JSON.stringify(dropout) }),
    batch: String(counts.batch),
    steps: String(counts.steps),
    density: String(densityOf(network, run.masks)),
    backend: backend.name,
    numerics: run.fastMath === true ? `${backend.numerics}-relaxed` : backend.numerics,
  };
  return { tensors, metadata };
}

function checkFinite(computed: ReadonlyMap<string, Float32Array>, steps: number): void {
  const step = computed.get('loss')!.findIndex((loss) => !Number.isFinite(loss));
  if (step >= 0) throw notFinite(`the loss of step ${step + 1}`, step);
  for (const [name, data] of computed)
    if (!data.every((value) => Number.isFinite(value))) throw notFinite(name, steps - 1);
}

interface Counts {
  readonly steps: number;
  readonly batch: number;
}

/** Shapes of parameters, running statistics, losses and outputs by name. */
function shapesIn(network: Network, { steps, batch }: Counts): (name: string) => Shape {
  const outputs = [batch, network.head.kind === 'class' ? network.head.classes : 0];
  const shapes = new Map<string, Shape>([
    ...parametersOf(network).map(({ name, shape }) => [name, shape] as const),
    ...statisticsOf(network).map(({ name, features }) => [name, [features]] as const),
    ['loss', [steps]],
    ['step1.logits', outputs],
    ['eval.logits', outputs],
  ]);
  return (name) => shapes.get(name)!;
}

/** Adds which examples each step takes, and the examples where they have to be there; returns their metadata. */
function addExamples(
  tensors: Map<string, WrittenTensor>,
  { batches, dataset }: RunToRecord,
  { steps, batch }: Counts,
): Record<string, string> {
  const indices = (data: Int32Array): void =>
    void tensors.set('batch_indices', { dtype: 'I32', shape: [steps, batch], data: data.slice() });
  const plain = isPlainBytes(batches[0]!) && batches.every(({ moves }) => moves === undefined);
  if (dataset !== null && plain) {
    indices(Int32Array.from(batches.flatMap((one) => [...one.indices])));
    return { dataset, preprocess: 'unit' };
  }
  const { preprocess, count, shape, inputs, targets, batchIndices } = embedExamples(batches);
  indices(batchIndices);
  const all = [count, ...shape];
  tensors.set(
    'inputs',
    inputs instanceof Uint8Array
      ? { dtype: 'U8', shape: all, data: inputs.slice() }
      : { dtype: 'F32', shape: all, data: inputs.slice() },
  );
  tensors.set('targets', { dtype: 'I32', shape: [count], data: targets.slice() });
  return { dataset: 'embedded', preprocess };
}

/** Surviving weights over all weights, 0..1. */
function densityOf(network: Network, masks: Masks | null): number {
  let kept = 0;
  let all = 0;
  for (const { name, shape } of prunableParameters(network)) {
    const size = elements(shape);
    const mask = masks?.get(name);
    kept += mask === undefined ? size : mask.reduce((sum, bit) => sum + bit, 0);
    all += size;
  }
  return kept / all;
}
