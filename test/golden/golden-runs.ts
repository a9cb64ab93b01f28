import { drawMoves, drawStrokes } from '@sweepstake/datasets';
import { elements, initialise, parametersOf, type Network, type Role } from '@sweepstake/graph';
import { lenet300100, networkOfFamily } from '@sweepstake/models';
import { names, sha256, Stream } from '@sweepstake/random';
import type { Backend, Batch, Examples, Masks, Optimizer } from '@sweepstake/training';
import { ADAM } from '@sweepstake/training';

/** A training of `steps` updates, whose batches go round the examples in order. */
export interface Training {
  readonly network: Network;
  readonly masks: Masks | undefined;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly batch: number;
  readonly steps: number;
  readonly examples: Examples;
  /** Moves of the batch of an update, if images are moved. */
  readonly moves?: (update: number) => Batch['moves'];
}

/** A random mask for the weights of each of these roles. */
function drawMasks(network: Network, roles: readonly Role[], density: number): Masks {
  const stream = new Stream('golden(mask)');
  return new Map(
    parametersOf(network)
      .filter(({ role }) => roles.includes(role))
      .map(({ name, shape }) => [
        name,
        Uint8Array.from({ length: elements(shape) }, () => (stream.uniform() < density ? 1 : 0)),
      ]),
  );
}

/** Digit-like bytes, four of five 0, with random classes. */
function drawBytes(stream: Stream): Examples {
  const byte = (): number => (stream.below(5) === 0 ? stream.below(256) : 0);
  return {
    count: 600,
    shape: [1, 28, 28],
    inputs: Uint8Array.from({ length: 600 * 784 }, byte),
    scaling: { divisor: [255], offset: [0] },
    targets: Uint8Array.from({ length: 600 }, () => stream.below(10)),
  };
}

/** LeNet-300-100: 200 updates of Adam. */
function lenet(density: number): Training {
  const network = lenet300100();
  return {
    network,
    masks: density < 1 ? drawMasks(network, ['hidden', 'output'], density) : undefined,
    optimizer: ADAM,
    learningRate: 1.2e-3,
    batch: 60,
    steps: 200,
    examples: drawBytes(new Stream('golden(examples)')),
  };
}

/**
 * A slim residual network: strided and shortcut convolutions, normalisation, and layers of 16 channels on images of 8,
 * 4 and 2 pixels a side, which run by both of Winograd's tiles where they are dense. 160 updates with momentum on the
 * embedded coloured digits, mirrored and shifted; 18 examples leave lanes over.
 */
function residual(density: number): Training {
  const widths = [8, 8, 16, 16, 16];
  const network = networkOfFamily({ family: 'resnet', widths, blocks: 1, classes: 10 });
  const scaling = { divisor: [64, 62, 66], offset: [1.9, 1.9, 1.7] };
  return {
    network,
    masks: density < 1 ? drawMasks(network, ['convolution'], density) : undefined,
    optimizer: { kind: 'momentum', momentum: 0.9, weightDecay: 1e-4 },
    learningRate: 0.03,
    batch: 18,
    steps: 160,
    examples: drawStrokes({ set: 'strokes-32', train: 180, test: 10, scaling }).train,
    moves: (update) => {
      const stream = new Stream(names.augment({ seed: 0, trial: 0, round: 0, iteration: update }));
      return drawMoves(18, stream, { flip: true, crop: 4 });
    },
  };
}

const RUNS = {
  dense: () => lenet(1),
  sparse: () => lenet(0.21),
  'residual dense': () => residual(1),
  'residual sparse': () => residual(0.2),
};

/** Names of the golden runs: every weight, and a random fifth of them. Fast math is never golden. */
export const GOLDEN_RUNS = Object.keys(RUNS) as (keyof typeof RUNS)[];

/** The training of a golden run. */
export function goldenTraining(run: keyof typeof RUNS): Training {
  return RUNS[run]();
}

/** Little-endian bytes of some tensors, hashed: 64 hexadecimal digits. */
function hashOf(tensors: readonly Float32Array[]): string {
  const bytes = new DataView(new ArrayBuffer(4 * tensors.reduce((n, t) => n + t.length, 0)));
  tensors.flatMap((t) => [...t]).forEach((v, i) => bytes.setFloat32(4 * i, v, true));
  const digest = sha256(new Uint8Array(bytes.buffer));
  return [...digest].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * SHA-256 of the weights after a golden run, in the network's order, then of the running statistics; nothing of it
 * depends on the machine.
 */
export async function goldenHash(run: keyof typeof RUNS, backend: Backend): Promise<string> {
  const training = goldenTraining(run);
  const { network, masks, optimizer, batch, examples } = training;
  const normals = new Stream(names.init({ seed: 0, trial: 0 }));
  const weights = initialise(network, () => () => normals.normal());
  const session = await backend.open(network, { weights, masks, optimizer, batch });
  for (let t = 0; t < training.steps; t++) {
    const first = (t * batch) % examples.count;
    const indices = Int32Array.from({ length: batch }, (_, i) => first + i);
    const moves = training.moves?.(t + 1);
    session.step({ examples, indices, moves }, training.learningRate);
  }
  const state = session.exportState();
  session.close();
  const trained = parametersOf(network).map(({ name }) => state.weights.get(name)!);
  return hashOf([...trained, ...state.statistics.values()]);
}
