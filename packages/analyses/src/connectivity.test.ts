import { fullMasks } from '@sweepstake/lottery';
import type { Masks } from '@sweepstake/lottery';
import { mlp, modelByName } from '@sweepstake/models';
import { elements, prunableParameters } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import { describe, expect, it } from 'vitest';
import { incomingFractions, outgoingFractions } from './index.ts';
import type { Density } from './index.ts';
import { sourcesRead } from './sources-read.ts';

/** Where a density is, and how many of so many units are there. */
const unitsOf = ({ bins, width }: Density, units: number) =>
  bins
    .filter(({ density }) => density > 0)
    .map(({ x, density }) => [Number(x.toFixed(9)), Number((density * width * units).toFixed(9))]);

const named = (found: readonly Density[], layer: string): Density =>
  found.find((density) => density.layer === layer)!;

function randomMasksOf(network: Network, name: string): Masks {
  const stream = new Stream(name);
  return new Map(
    prunableParameters(network).map((parameter) => {
      const mask = new Uint8Array(elements(parameter.shape));
      return [parameter.name, mask.map(() => stream.below(2))];
    }),
  );
}

describe('connectivity', () => {
  const network = mlp({ sizes: [3, 2, 2] });
  // Rows are outputs: fc1 keeps 2 and 1 of 3, fc2 keeps 2 and 0 of 2.
  const masks: Masks = new Map([
    ['fc1.weight', Uint8Array.of(1, 1, 0, 1, 0, 0)],
    ['fc2.weight', Uint8Array.of(1, 1, 0, 0)],
  ]);

  it('incoming is per output of a dense layer', () => {
    const found = incomingFractions(network, masks);
    expect(found.map(({ layer }) => layer)).toEqual(['fc1', 'fc2']);
    expect(unitsOf(named(found, 'fc1'), 2)).toEqual([
      [0.333333333, 1],
      [0.666666667, 1],
    ]);
    expect(unitsOf(named(found, 'fc2'), 2)).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('outgoing is per unit that a layer reads, named by the layer that computes it', () => {
    const found = outgoingFractions(network, masks);
    expect(found.map(({ layer }) => layer)).toEqual(['input', 'fc1']);
    // Columns of fc1 keep 2, 1 and 0 of 2; those of fc2 one each.
    expect(unitsOf(named(found, 'input'), 3)).toEqual([
      [0, 1],
      [0.5, 1],
      [1, 1],
    ]);
    expect(unitsOf(named(found, 'fc1'), 2)).toEqual([[0.5, 2]]);
  });

  it('of LeNet-300-100 is of pixels, 300 and 100 units', () => {
    const lenet = modelByName('lenet-300-100');
    expect(sourcesRead(lenet).map(({ name, units }) => [name, units])).toEqual([
      ['input', 784],
      ['fc1', 300],
      ['fc2', 100],
    ]);
  });

  it('of a convolution is per channel, and per feature where it is flattened', () => {
    const conv = modelByName('conv-2/w0.125');
    const random = randomMasksOf(conv, 'conv');
    const incoming = incomingFractions(conv, random);
    const outgoing = outgoingFractions(conv, random);
    const [out, channels] = [8, 8];
    const mask = random.get('conv2.weight')!;
    const at = (o: number, c: number, i: number): number => mask[(o * channels + c) * 9 + i]!;
    const positions = Array.from({ length: 9 }, (_, i) => i);
    const all = Array.from({ length: out }, (_, o) => o);
    const perOutput = all.map((o) =>
      all.reduce((sum, c) => sum + positions.reduce((s, i) => s + at(o, c, i), 0), 0),
    );
    const perInput = all.map((c) =>
      all.reduce((sum, o) => sum + positions.reduce((s, i) => s + at(o, c, i), 0), 0),
    );
    const tally = (counts: readonly number[]) =>
      [...new Set(counts)]
        .toSorted((a, b) => a - b)
        .map((n) => [Number((n / 72).toFixed(9)), counts.filter((m) => m === n).length]);
    expect(mask.length).toBe(out * channels * 9);
    expect(unitsOf(named(incoming, 'conv2'), out)).toEqual(tally(perOutput));
    expect(unitsOf(named(outgoing, 'conv1'), channels)).toEqual(tally(perInput));
    expect(outgoing.map(({ layer }) => layer)).toEqual(['input', 'conv1', 'conv2', 'fc1', 'fc2']);
    const fc1 = conv.layers.find(({ name }) => name === 'fc1')!;
    const flattened = sourcesRead(conv).find(({ name }) => name === 'conv2')!;
    expect(flattened.units).toBe('in' in fc1 && fc1.in);
  });

  it('adds up what several layers read, as in residual networks', () => {
    const network = modelByName('resnet-cifar-8/w0.125');
    const sources = sourcesRead(network);
    const shared = sources.filter(({ readers }) => readers.length > 1);
    expect(shared.length).toBeGreaterThan(0);
    for (const { units, readers } of shared)
      for (const layer of readers) expect(layer.in).toBe(units);
    const read = sources.flatMap(({ readers }) => readers.map(({ name }) => name));
    const weights = network.layers.filter((layer) => 'bias' in layer);
    expect(new Set(read)).toEqual(new Set(weights.map(({ name }) => name)));
    expect(read.length).toBe(new Set(read).size);
    const random = randomMasksOf(network, 'residual');
    const survivors = [...random.values()].reduce((n, m) => n + m.reduce((a, b) => a + b, 0), 0);
    // The means over units, weighted with their connections, count every survivor once.
    const counted = sources.reduce((n, { units, readers, name }) => {
      const { bins, width } = named(outgoingFractions(network, random), name);
      const mean = bins.reduce((sum, { x, density }) => sum + x * density * width, 0);
      const all = readers.reduce((sum, { weight }) => sum + elements(weight.shape), 0);
      expect(mean).toBeGreaterThan(0);
      expect(units).toBeGreaterThan(0);
      return n + mean * all;
    }, 0);
    expect(counted / survivors).toBeCloseTo(1, 1);
  });

  it('of the dense network is 1 everywhere, but for half a bin', () => {
    const weights = prunableParameters(network);
    const tensors = new Map(weights.map((p) => [p.name, new Float32Array(elements(p.shape))]));
    const full = fullMasks(tensors);
    for (const { bins } of [
      ...incomingFractions(network, full),
      ...outgoingFractions(network, full),
    ])
      expect(bins.filter(({ density }) => density > 0).map(({ x }) => x)).toEqual([1]);
  });
});
