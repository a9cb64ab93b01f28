import { expect, test } from 'vitest';
import { command, testFolder } from './testing/command.ts';

interface Report {
  readonly round: number | null;
  readonly percentRemaining: number;
  readonly batch: number;
  readonly optimizer: string;
  readonly layers: readonly {
    readonly name: string;
    readonly form: string;
    readonly survivors: number;
    readonly survivingMacs: number;
    readonly bytes: number;
    readonly expectedSeconds: number;
  }[];
  readonly layerBytes: number;
  readonly expected: { readonly seconds: number };
}

async function planOf(line: string): Promise<Report> {
  const args = ['doctor', '--json', '--plan', ...line.split(' ')];
  const { status, stdout, stderr } = await command(testFolder(), args);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Report;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

test.concurrent('the level is the round of the paper that comes nearest to the percentage', async () => {
  const { round, percentRemaining, layers, batch, optimizer } =
    await planOf('conv-6 --remaining 15');
  // Figure 2 of the paper: 15% of a convolution's survivors a round, 20% of a dense layer's, 10% of the output's.
  expect([round, batch, optimizer]).toEqual([10, 60, 'adam']);
  expect(percentRemaining).toBeCloseTo(15.3, 1);
  const kept = new Map(layers.map(({ name, survivors }) => [name, survivors]));
  expect(kept.get('conv2')! / (64 * 64 * 9)).toBeCloseTo(0.85 ** 10, 3);
  expect(kept.get('fc1')! / (4096 * 256)).toBeCloseTo(0.8 ** 10, 3);
  expect(kept.get('fc3')! / (256 * 10)).toBeCloseTo(0.9 ** 10, 2);
  // conv2 works at 32 x 32 places, conv6 at 8 x 8.
  const places = layers.map(({ survivors, survivingMacs }) => survivingMacs / survivors);
  expect(places).toEqual([1024, 1024, 256, 256, 64, 64, 1, 1, 1]);
});

test.concurrent('forms follow the fraction that is left, and totals are sums', async () => {
  const full = await planOf('resnet-18');
  expect(full.round).toBe(0);
  const forms = (plan: Report) => new Set(plan.layers.map(({ form }) => form));
  expect(forms(full)).toEqual(new Set(['dense direct', 'dense winograd 4x4']));
  const sparse = await planOf('resnet-18 --remaining 2 --uniform --batch 16');
  expect(sparse).toMatchObject({ round: null, batch: 16, optimizer: 'momentum' });
  expect(forms(sparse)).toEqual(new Set(['sparse']));
  for (const { layers, layerBytes, expected } of [full, sparse]) {
    expect(sum(layers.map(({ bytes }) => bytes))).toBe(layerBytes);
    expect(sum(layers.map(({ expectedSeconds }) => expectedSeconds))).toBe(expected.seconds);
  }
});

test.concurrent.each(['lenet-300-100', 'lenet-50-17', 'vgg-11/w0.25', 'resnet-cifar-8'])(
  '%s is planned as a table',
  async (network) => {
    const args = ['doctor', '--plan', network, '--remaining', '30'];
    const { status, stdout, stderr } = await command(testFolder(), args);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(
      /^\S+ at [23]\d(\.\d)?% of the weights \(round \d+ of its experiment\), batch/,
    );
    expect(stdout).toMatch(/^layer +form +survivors +of all +MB +million multiply-adds +ms$/m);
    expect(stdout).toMatch(/^memory: [\d.]+ MB/m);
    expect(stdout).toContain('expected on the machine the speeds were measured on');
  },
);
