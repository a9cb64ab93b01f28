import { hostname } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@sweepstake/store';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testFolder } from '../testing/command.ts';
import { keepMachine, readMachines } from './run-machines.ts';

const exclusively = async <T>(work: () => T): Promise<T> => work();

test('a machine is written down once, with program, machine and Node, beside those that were there', async () => {
  const store = openStore(join(testFolder(), 'runs'));
  expect(readMachines(store.root)).toEqual([]);
  const other = { host: 'other', facts: [{ label: 'Node', value: '22' }] };
  writeFileSync(
    join(store.root, 'machines.json'),
    JSON.stringify({ format: 1, machines: [other] }),
  );
  await keepMachine(store, exclusively);
  await keepMachine(store, exclusively);
  const [first, here, ...more] = readMachines(store.root);
  expect(more).toEqual([]);
  expect(first).toEqual(other);
  expect(here!.host).toBe(hostname());
  expect(here!.facts.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Program', 'Machine', 'Node']),
  );
  expect(here!.facts.at(-1)!.value).toContain(process.versions.node);
});

test('a file that cannot be read is as good as none', () => {
  const folder = testFolder();
  writeFileSync(join(folder, 'machines.json'), '{');
  expect(readMachines(folder)).toEqual([]);
});
