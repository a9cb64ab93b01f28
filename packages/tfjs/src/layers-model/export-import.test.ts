import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkNetwork,
  elements,
  initialise,
  parametersOf,
  shapesOf,
  statisticsOf,
} from '@sweepstake/graph';
import type { Layer, Network, Parameter, Role } from '@sweepstake/graph';
import { layerwiseMagnitude, fullMasks, ratesByRole, rewind } from '@sweepstake/lottery';
import type { Tensors } from '@sweepstake/lottery';
import { conv, mlp, resnet, vgg } from '@sweepstake/models';
import { Stream } from '@sweepstake/random';
import { reference } from '@sweepstake/training/reference';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { channelsLast, imageShape } from '../images.ts';
import { folderHandler } from '../node/folder-handler.ts';
import { fromLayersModel, toLayersModel } from './index.ts';
import type { LayersModel } from './index.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const BATCH = 3;

/** Weights and statistics that are not what anything begins with. */
function drawTensors(network: Network, stream: Stream): { weights: Tensors; statistics: Tensors } {
  const weights = initialise(network, () => () => stream.normal());
  for (const { name, role } of parametersOf(network)) {
    if (role !== 'bias' && role !== 'norm') continue;
    weights.set(
      name,
      weights.get(name)!.map((value) => value + 0.3 * stream.normal()),
    );
  }
  const statistics = new Map(
    statisticsOf(network).map(({ name, features, start }) => [
      name,
      Float32Array.from({ length: features }, () =>
        start === 0 ? 0.3 * stream.normal() : 0.5 + stream.uniform(),
      ),
    ]),
  );
  return { weights, statistics };
}

const drawInputs = (network: Network, stream: Stream): Float32Array =>
  Float32Array.from({ length: BATCH * elements(network.input) }, () => stream.normal());

/** What the float64 reference makes of inputs `[n, channels, height, width]`. */
async function referenceOutputs(
  network: Network,
  weights: Tensors,
  statistics: Tensors,
  inputs: Float32Array,
): Promise<Float32Array> {
  const options = { weights, optimizer: { kind: 'sgd', weightDecay: 0 }, batch: BATCH } as const;
  const session = await reference.open(network, { ...options, dropoutStream: () => 'unused' });
  session.importState({ weights, slots: new Map(), statistics, updates: 0, streams: new Map() });
  const scaling = { divisor: [1], offset: [0] };
  const targets = new Uint8Array(BATCH);
  const examples = { count: BATCH, shape: network.input, inputs, scaling, targets };
  return session.predict({ examples, indices: Int32Array.from({ length: BATCH }, (_, i) => i) });
}

/** What a model makes of the same inputs, which it takes with channels last. */
function modelOutputs(
  model: LayersModel,
  shape: readonly number[],
  inputs: Float32Array,
): Float32Array {
  return tf.tidy(() => {
    const x = tf.tensor(channelsLast(inputs, BATCH, shape), [BATCH, ...imageShape(shape)]);
    return Float32Array.from((model.predict(x) as tf.Tensor).dataSync());
  });
}

function expectClose(actual: Float32Array, expected: Float32Array, what: string): void {
  expect(actual.length, what).toBe(expected.length);
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const error = actual.reduce((max, value, i) => Math.max(max, Math.abs(value - expected[i]!)), 0);
  expect(error / largest, `${what}: largest difference over largest output`).toBeLessThan(1e-5);
}

/** Masks that remove about four weights of ten, by magnitude. */
function drawMasks(network: Network, weights: Tensors): Map<string, Uint8Array> {
  const byRole = { hidden: 0.45, output: 0.3, convolution: 0.4, shortcut: 0.4 };
  const rates = ratesByRole(parametersOf(network), byRole);
  return layerwiseMagnitude(weights, fullMasks(weights, rates.keys()), rates);
}

async function expectEqual(network: Network, stream: Stream): Promise<Network> {
  const { weights, statistics } = drawTensors(network, stream);
  const masks = drawMasks(network, weights);
  const ticket = rewind(weights, masks);
  const inputs = drawInputs(network, stream);
  const expected = await referenceOutputs(network, ticket, statistics, inputs);
  const { numTensors } = tf.memory();
  const model = toLayersModel(tf, network, { weights, masks, statistics });
  expectClose(modelOutputs(model, network.input, inputs), expected, `${network.name} exported`);

  const back = fromLayersModel(model, { head: network.head });
  expect(back.weights, 'weights come back bit by bit').toEqual(ticket);
  expect(back.statistics).toEqual(statistics);
  expect(back.masks).toEqual(masks);
  expect(back.leftOut).toEqual([]);
  expect(back.network.input).toEqual(network.input);
  const roles = (of: Network) =>
    parametersOf(of).map(({ name, shape, role }) => [name, shape, role]);
  expect(roles(back.network)).toEqual(roles(network));
  expectClose(
    await referenceOutputs(back.network, back.weights, back.statistics, inputs),
    expected,
    `${network.name} imported`,
  );
  model.dispose();
  expect(tf.memory().numTensors, 'tensors left behind').toBe(numTensors);
  return back.network;
}

const NETWORKS: Network[] = [
  mlp({ sizes: [12, 7, 5, 3] }),
  conv({ stages: [[3, 4]], fc: [6, 5], input: [3, 8, 6], classes: 4 }),
  conv({ stages: [[3], [4]], fc: [6], input: [1, 9, 7], dropout: 0.5 }),
  resnet({ widths: [3, 4, 5], blocks: 2, input: [3, 9, 11], classes: 4 }),
  vgg({ layers: [3, 'M', 4, 'M'], input: [3, 8, 8], classes: 5 }),
];

test.each(NETWORKS.map((network) => [network.name, network] as const))(
  '%s is the same as a model, and comes back',
  async (name, network) => {
    expect(await expectEqual(network, new Stream(`export ${name}`))).toEqual(network);
  },
);

const parameter = (name: string, shape: readonly number[], role: Role): Parameter => ({
  name,
  shape,
  role,
  initialiser:
    role === 'bias' || role === 'norm'
      ? { kind: 'constant', value: 0 }
      : { kind: 'glorot-normal', fanIn: elements(shape.slice(1)), fanOut: shape[0]! },
});

/** Up to four layers on an image, a way to features and a dense layer. */
function drawNetwork(name: string, stream: Stream): Network {
  const input = [1 + stream.below(3), 4 + stream.below(5), 4 + stream.below(5)];
  const layers: Layer[] = [];
  const head = { kind: 'class', classes: 3 } as const;
  let at = 'input';
  const shape = (): readonly number[] => shapesOf({ name, input, layers, head }).get(at)!;
  const put = (layer: Layer): void => {
    layers.push(layer);
    at = layer.name;
  };
  const norm = (id: string): void =>
    put({
      kind: 'norm',
      name: id,
      inputs: [at],
      features: shape()[0]!,
      epsilon: 1e-5,
      momentum: 0.1,
      scale: parameter(`${id}.weight`, [shape()[0]!], 'norm'),
      shift: parameter(`${id}.bias`, [shape()[0]!], 'norm'),
    });
  const steps = 1 + stream.below(4);
  for (let step = 1; step <= steps; step++) {
    const [channels, height, width] = shape();
    const choice = stream.below(5);
    if (choice < 2) {
      const padding = stream.below(3);
      const kernel = [height!, width!].map((side) => 1 + stream.below(Math.min(4, side)));
      const out = 1 + stream.below(4);
      const [rows, columns] = kernel;
      put({
        kind: 'convolution',
        name: `conv${step}`,
        inputs: [at],
        in: channels!,
        out,
        kernel: [rows!, columns!],
        stride: 1 + stream.below(3),
        padding,
        weight: parameter(`conv${step}.weight`, [out, channels!, rows!, columns!], 'convolution'),
        bias: stream.below(2) === 0 ? null : parameter(`conv${step}.bias`, [out], 'bias'),
      });
    } else if (choice === 2 && Math.min(height!, width!) >= 2) {
      const kind = stream.below(2) === 0 ? 'max-pool' : 'average-pool';
      const size = 2 + stream.below(Math.min(height!, width!, 3) - 1);
      put({ kind, name: `pool${step}`, inputs: [at], size });
    } else if (choice === 3) norm(`bn${step}`);
    else {
      put({ kind: 'relu', name: `relu${step}`, inputs: [at] });
      const other = layers.at(-2)?.name ?? 'input';
      put({ kind: 'add', name: `add${step}`, inputs: [at, other] });
    }
  }
  const kind = stream.below(3) === 0 ? 'global-average-pool' : 'flatten';
  put({ kind, name: 'features', inputs: [at] });
  if (stream.below(2) === 0) norm('bn');
  const features = shape()[0]!;
  put({
    kind: 'dense',
    name: 'fc',
    inputs: [at],
    in: features,
    out: 3,
    weight: parameter('fc.weight', [3, features], 'output'),
    bias: parameter('fc.bias', [3], 'bias'),
  });
  const network: Network = { name, input, layers, head };
  checkNetwork(network);
  return network;
}

test('random networks are the same as models, and come back', async () => {
  for (let i = 0; i < 60; i++) {
    const name = `random network ${i}`;
    const stream = new Stream(name);
    const network = drawNetwork(name.replaceAll(' ', '_'), stream);
    try {
      await expectEqual(network, stream);
    } catch (error) {
      throw new Error(`${name}: ${JSON.stringify(network.layers)}`, { cause: error });
    }
  }
});

test('what is left out of the tensors is what it is at the beginning', () => {
  const network = vgg({ layers: [2], input: [1, 2, 2], classes: 2 });
  const { weights } = drawTensors(network, new Stream('beginning'));
  const { statistics } = fromLayersModel(toLayersModel(tf, network, { weights }));
  expect([...statistics.get('bn1.running_mean')!]).toEqual([0, 0]);
  expect([...statistics.get('bn1.running_var')!]).toEqual([1, 1]);
});

describe('a network that a model cannot hold', () => {
  const network = mlp({ sizes: [4, 3, 2] });
  const { weights } = drawTensors(network, new Stream('refused'));
  const without = (name: string): Map<string, Float32Array> =>
    new Map([...weights].filter(([key]) => key !== name));

  test('is refused where a layer is read by nothing', () => {
    const layers = [{ kind: 'relu', name: 'aside', inputs: ['input'] } as const, ...network.layers];
    expect(() => toLayersModel(tf, { ...network, layers }, { weights })).toThrow(
      /^layer 1 'aside' of mlp-4-3-2 is read by nothing/,
    );
  });

  test('is refused where tensors do not fit', () => {
    expect(() => toLayersModel(tf, network, { weights: without('fc2.bias') })).toThrow(
      /^the tensors have no fc2.bias/,
    );
    const short = new Map(weights).set('fc2.bias', new Float32Array(3));
    expect(() => toLayersModel(tf, network, { weights: short })).toThrow(
      'fc2.bias has 3 entries, not 2',
    );
  });
});

test('a ticket is saved to disk, loaded and the same, also with its weights cut into two files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sweepstake-model-'));
  try {
    const network = conv({ stages: [[3]], fc: [5], input: [2, 6, 4], classes: 3 });
    const stream = new Stream('saved');
    const { weights, statistics } = drawTensors(network, stream);
    const masks = drawMasks(network, weights);
    const model = toLayersModel(tf, network, { weights, masks, statistics });
    const handler = folderHandler(join(folder, 'ticket'));
    await model.save(handler);
    const loaded = await tf.loadLayersModel(handler);
    const back = fromLayersModel(loaded);
    expect(back.weights).toEqual(rewind(weights, masks));
    expect(back.masks).toEqual(masks);
    expect(back.network.layers).toEqual(fromLayersModel(model).network.layers);
    const inputs = drawInputs(network, stream);
    expect(modelOutputs(loaded, network.input, inputs)).toEqual(
      modelOutputs(model, network.input, inputs),
    );

    const at = (file: string): string => join(folder, 'ticket', file);
    const bytes = await readFile(at('weights.bin'));
    await writeFile(at('a.bin'), bytes.subarray(0, 50));
    await writeFile(at('b.bin'), bytes.subarray(50));
    const json = await readFile(at('model.json'), 'utf8');
    await writeFile(at('model.json'), json.replace('"weights.bin"', '"a.bin","b.bin"'));
    const again = fromLayersModel(await tf.loadLayersModel(handler));
    expect(again.weights).toEqual(back.weights);
  } finally {
    await rm(folder, { recursive: true });
  }
});
