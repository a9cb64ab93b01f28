import { elements, shapesOf, type Network } from '@sweepstake/graph';
import type { Chain } from '../chain.ts';
import { imagesBytes } from '../images.ts';
import { ROW_TILE, roundUp, rowsInMemory, skewed } from '../panels.ts';
import { EVALUATION, panelling, type Panelling } from '../plan.ts';
import { bordersOf } from './borders.ts';
import { cutOf } from './cut.ts';
import { windowOf } from './geometry.ts';
import type { PlannedForm, PlanOptions } from './plan-layers.ts';
import { stepsOf, type Step } from './steps.ts';
import { WinogradBytes } from './winograd-bytes.ts';

/** Bytes of a network in a trainer's memory. */
export interface PlannedBytes {
  /** By weight name: its block, its orders, and its biases. */
  readonly layers: ReadonlyMap<string, number>;
  readonly activationBytes: number;
  readonly otherBytes: number;
}

type Forms = ReadonlyMap<string, PlannedForm>;
type ConvolutionStep = Extract<Step, { kind: 'convolution' }>;

/** Values, gradient and slots of a block of so many floats; with its mask where some of them may not move. */
const block = (floats: number, slots: number, masked = false): number =>
  roundUp(floats, 4) * 4 * (2 + slots + (masked ? 1 : 0));

const biases = (outputs: number, slots: number): number => block(roundUp(outputs, ROW_TILE), slots);

/** A dense layer that reads another layer's outputs. */
function hiddenBytes(
  inputs: number,
  outputs: number,
  { form, survivors }: PlannedForm,
  slots: number,
): number {
  if (form === 'sparse') {
    // By output: columns in training and evaluation; by input: order, values, columns.
    const orders = 5 * survivors + outputs + inputs + 2;
    return block(survivors, slots) + 4 * orders + biases(outputs, slots);
  }
  const padded = roundUp(inputs, 4);
  const floats = roundUp(outputs, 2) * skewed(padded);
  const masked = survivors < inputs * outputs;
  return block(floats, slots, masked) + 4 * padded + biases(outputs, slots);
}

/** The first dense layer of a chain. */
function inputBytes(
  inputs: number,
  outputs: number,
  { form, survivors }: PlannedForm,
  slots: number,
): number {
  if (form === 'sparse') {
    const orders = 2 * survivors + 2 * inputs + 1;
    return block(survivors, slots) + 4 * orders + biases(outputs, slots);
  }
  const masked = survivors < inputs * outputs;
  return block(inputs * roundUp(outputs, ROW_TILE), slots, masked) + biases(outputs, slots);
}

/** A convolution in its direct or sparse form; `first` needs no gradient of its input. */
function convolutionBytes(
  step: ConvolutionStep,
  { survivors, form, plan }: PlannedForm,
  first: boolean,
  slots: number,
): number {
  const { inputs, outputs, height, width } = windowOf(step.layer);
  const places = height * width;
  const own = biases(outputs, slots);
  if (form !== 'sparse') {
    const masked = survivors < inputs * outputs * places;
    const weights = block(roundUp(outputs, 4) * inputs * places, slots, masked) + own;
    if (plan!.tile !== null) return weights;
    const turned = first ? 0 : 4 * places * outputs * (roundUp(inputs, 4) + 1);
    return weights + 4 * inputs * places + turned;
  }
  const starts = (
    channels: number,
    { channelsPerBlock, join }: { channelsPerBlock: number; join: boolean },
    to: number,
  ): number => Math.ceil(channels / channelsPerBlock) * (join ? 1 : height) * 4 * (to + 1);
  const forward = 8 * survivors + starts(inputs, plan!.forward, outputs);
  const backward = first ? 0 : 12 * survivors + starts(outputs, plan!.backward, inputs);
  return block(survivors, slots) + forward + backward + own;
}

/** Any network but a chain, as `NetworkTrainer` places it for one thread. */
export function networkBytes(
  network: Network,
  forms: Forms,
  { batch, slots }: PlanOptions,
): PlannedBytes {
  const shapes = shapesOf(network);
  const steps = stepsOf(network);
  const borders = bordersOf(network, steps);
  const cut = cutOf(network, batch);
  const { vectors, panels } = panelling(batch);
  const valueBytes = (shape: readonly number[], border: number): number =>
    shape.length === 1
      ? panels * rowsInMemory(elements(shape)) * vectors * 16
      : imagesBytes(shape, border, cut);
  const value = (name: string, gradient: boolean): number => {
    const shape = shapes.get(name)!;
    const border = borders.get(name) ?? { image: 0, gradient: 0 };
    return valueBytes(shape, border.image) + (gradient ? valueBytes(shape, border.gradient) : 0);
  };
  const layers = new Map<string, number>();
  let activationBytes = value('input', false);
  let otherBytes = 3 * 16 * vectors * panels;
  const transformed = new WinogradBytes(cut.vectors);
  for (const step of steps) {
    activationBytes += value(step.output, true);
    const shape = shapes.get(step.input)!;
    const first = step.input === 'input';
    if (step.kind === 'dense') {
      const { weight, in: inputs, out } = step.layer;
      layers.set(weight.name, hiddenBytes(inputs, out, forms.get(weight.name)!, slots));
    } else if (step.kind === 'convolution') {
      const { name } = step.layer.weight;
      const found = forms.get(name)!;
      const own = convolutionBytes(step, found, first, slots);
      const { tile = null } = found.plan ?? {};
      const extra = tile === null ? 0 : transformed.add(windowOf(step.layer), tile, first);
      layers.set(name, own + extra);
      activationBytes += (first ? 1 : 2) * phasesBytes(step, shape);
    } else if (step.kind === 'norm') {
      const { features } = step.layer;
      otherBytes += 2 * block(features, slots) + 32 * features + cut.panels * (16 * features + 8);
    } else if (step.kind === 'dropout') activationBytes += valueBytes(shape, 0);
    else if (step.kind === 'global-pool') activationBytes += imagesBytes([shape[0]!, 1, 1], 0, cut);
  }
  otherBytes += transformed.shared + gradientScratch(steps);
  return { layers, activationBytes, otherBytes };

  /** The phases of a strided convolution's input. */
  function phasesBytes(
    { layer }: ConvolutionStep,
    [channels = 1, rows = 1, columns = 1]: readonly number[],
  ): number {
    const { stride, padding, height, width } = windowOf(layer);
    if (stride === 1) return 0;
    const side = Math.min(stride, Math.max(height, width));
    const size = (n: number): number => Math.ceil((n + 2 * padding) / stride);
    return imagesBytes([side * side * roundUp(channels, 4), size(rows), size(columns)], 0, cut);
  }

  /** Gradients of values that several steps read, where a later one cannot add to them: once per layout. */
  function gradientScratch(all: readonly Step[]): number {
    const written = new Set<string>();
    const layouts = new Map<string, number>();
    for (const step of all.toReversed()) {
      const skip = step.kind === 'norm' ? step.skip : null;
      const others = step.kind === 'add' ? [step.other] : skip === null ? [] : [skip];
      for (const name of [...others, step.input]) {
        const adds = name === skip || ['convolution', 'add', 'relu'].includes(step.kind);
        if (written.has(name) && !adds && name !== 'input') {
          const shape = shapes.get(name)!;
          const { gradient } = borders.get(name) ?? { gradient: 0 };
          layouts.set(`${shape.join(' ')} ${gradient}`, valueBytes(shape, gradient));
        }
        written.add(name);
      }
    }
    return [...layouts.values()].reduce((a, b) => a + b, 0);
  }
}

/** A chain of dense layers, as `Trainer` places it. */
export function chainBytes(
  { links, features }: Chain,
  forms: Forms,
  { batch, slots }: PlanOptions,
): PlannedBytes {
  const layers = new Map(
    links.map(({ weight, in: inputs, out }, i) => [
      weight,
      (i === 0 ? inputBytes : hiddenBytes)(inputs, out, forms.get(weight)!, slots),
    ]),
  );
  const [first] = links;
  const space = ({ vectors, panels }: Panelling, gradients: boolean): number => {
    const lanes = vectors * panels * 4;
    const values = links.reduce((sum, { out }) => sum + rowsInMemory(out) * lanes * 4, 0);
    const rows = roundUp(first?.out ?? 0, ROW_TILE);
    // Staged examples and their entries, by example and (for gradients) by feature; rows of features; outputs.
    const staged = lanes * (roundUp(features, ROW_TILE) * 4 + features * (gradients ? 16 : 8));
    const turned = lanes * 4 * (rows + roundUp(features, 4));
    const lists = (panels * (features + 1) + 3 * features) * 4;
    return (gradients ? 2 : 1) * values + staged + turned + lists + 3 * 4 * lanes;
  };
  const activationBytes = space(panelling(batch), true) + space(EVALUATION, false);
  return { layers, activationBytes, otherBytes: 0 };
}
