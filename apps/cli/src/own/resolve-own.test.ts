import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NETWORK, writeBars } from '../testing/own-files.ts';
import { ownPathIn, withOwnNames, withOwnPaths } from './own-flags.ts';
import { isOwnPath } from './own-path.ts';
import { resolveOwn } from './resolve-own.ts';

const folder = mkdtempSync(join(tmpdir(), 'sweepstake-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'net.json'), JSON.stringify(NETWORK));
writeBars(join(folder, 'bars'));

const network = expect.stringMatching(/^my-net@[0-9a-f]{12}$/);
const dataset = expect.stringMatching(/^bars@[0-9a-f]{12}$/);

test('names of the zoo are no paths', () => {
  for (const name of ['conv-4/w0.25', '{network}/dropout0.5', 'my-net@f8f1668151c3', 'mnist', 3])
    expect(isOwnPath(name), String(name)).toBe(false);
  for (const path of ['./net', '../net', 'net.json', 'nets/net.json', '/data/digits'])
    expect(isOwnPath(path), path).toBe(true);
});

test('paths of an experiment file are read, in arms, presets and what is varied; nothing else is', () => {
  const file = {
    name: 'mine',
    about: './net.json',
    set: { dataset: './bars', batch: 10 },
    arms: [
      { base: 'lenet', set: { network: 'net.json' } },
      { base: 'lenet', vary: { key: 'network', values: ['lenet-50-17', './net.json'] } },
      { base: 'lenet', vary: { key: 'batch', values: [10, 20] } },
    ],
    presets: { tiny: { set: { dataset: './bars/dataset.json', network: null } } },
  };
  const before = structuredClone(file);
  expect(resolveOwn(file, folder)).toEqual({
    ...file,
    set: { dataset, batch: 10 },
    arms: [
      { base: 'lenet', set: { network } },
      { base: 'lenet', vary: { key: 'network', values: ['lenet-50-17', network] } },
      file.arms[2],
    ],
    presets: { tiny: { set: { dataset, network: null } } },
  });
  expect(file).toEqual(before);
});

test('flags and settings are read, or made absolute, or looked for', () => {
  const [net, bars] = [join(folder, 'net.json'), join(folder, 'bars')];
  const flags = { network: net, preset: 'tiny', set: ['rounds=2', `dataset=${bars}`] };
  expect(withOwnNames(flags)).toEqual({
    network,
    preset: 'tiny',
    set: ['rounds=2', expect.stringMatching(/^dataset=bars@[0-9a-f]{12}$/)],
  });
  expect(withOwnPaths({ dataset: './bars' })).toEqual({ dataset: join(process.cwd(), 'bars') });
  expect(ownPathIn(flags)).toBe(net);
  expect(ownPathIn({ network: 'conv-2', set: ['dataset=mnist'] })).toBeUndefined();
});
