import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, encode, tensorOf } from '@sweepstake/safetensors';
import { describe, expect, test } from 'vitest';
import { command, testFolder } from './testing/command.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/${name}.safetensors`, import.meta.url));
const MLP = fixture('mlp-64-32-16-10.adam.masked');

test.concurrent.each(['engine', 'reference'])('%s repeats a recorded PyTorch run', async (name) => {
  const { status, stdout } = await command(testFolder(), ['replay', MLP, '--backend', name]);
  expect(stdout).toMatch(/agrees: all 14 tensors are within their tolerance\n$/);
  expect(status).toBe(0);
});

const FAMILIES = [
  ['conv-9x7.adam.masked', 23],
  ['resnet-9x7.momentum.masked', 127],
  ['vgg-9x7.momentum.masked', 39],
] as const;

describe.each(['engine', 'reference'])('%s repeats a recorded run of a family', (backend) => {
  test.concurrent.each(FAMILIES)('%s', async (name, tensors) => {
    const args = ['replay', fixture(name), '--backend', backend];
    const { status, stdout } = await command(testFolder(), args);
    expect(stdout).toMatch(`agrees: all ${tensors} tensors are within their tolerance\n`);
    expect(stdout).toContain('eval.logits');
    expect(status).toBe(0);
  });
});

test.concurrent('CIFAR-10 is looked for where a run needs it', async () => {
  const { status, stderr } = await command(testFolder(), [
    'replay',
    fixture('vgg-slim.momentum.dense'),
  ]);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/^sweepstake: .*cifar-10/);
});

test.concurrent('other numbers are outside the tolerance, each tensor by name', async () => {
  const folder = testFolder();
  const { tensors: recorded, metadata } = decode(readFileSync(MLP));
  const loss = tensorOf(recorded, 'loss', 'F32');
  loss.data[0] = loss.data[0]! + 1;
  writeFileSync(join(folder, 'other.safetensors'), encode(recorded, metadata));
  const { status, stdout } = await command(folder, ['replay', 'other.safetensors', '--json']);
  expect(status).toBe(1);
  const { ok, tensors } = JSON.parse(stdout) as { ok: boolean; tensors: { ok: boolean }[] };
  expect(ok).toBe(false);
  expect(tensors.some((tensor) => !tensor.ok)).toBe(true);
});

test.concurrent('a truncated file, and examples that nobody has, are refused by name', async () => {
  const folder = testFolder();
  writeFileSync(join(folder, 'half.safetensors'), readFileSync(MLP).subarray(0, 5000));
  const half = await command(folder, ['replay', 'half.safetensors']);
  expect(half.status).toBe(2);
  expect(half.stderr).toMatch(/^sweepstake: .*half.safetensors.*\n$/);
  const { tensors, metadata } = decode(readFileSync(MLP));
  for (const name of ['inputs', 'targets']) tensors.delete(name);
  const elsewhere = encode(tensors, { ...metadata, dataset: 'nobody-train' });
  writeFileSync(join(folder, 'elsewhere.safetensors'), elsewhere);
  const other = await command(folder, ['replay', 'elsewhere.safetensors']);
  expect(other.status).toBe(2);
  expect(other.stderr).toMatch(/^sweepstake: .*'nobody-train'.*\n$/);
});
