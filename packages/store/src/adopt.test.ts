import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { Store } from './open-store.ts';
import { stageId } from './stage-id.ts';

const config = { network: 'lenet-300-100', trial: 0 };
const id = stageId(config);
const files = new Map([
  ['curve.msgpack', Uint8Array.of(1, 2, 3)],
  ['weights.bin', new Uint8Array(1000).fill(7)],
]);
const fileOf = ({ root }: Store) => join(root, 'stages', id.slice(0, 2), `${id}.stage`);

let folder: string;
let theirs: Store;
let ours: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweepstake-store-'));
  theirs = openStore(join(folder, 'theirs'), { numerics: '1' });
  ours = openStore(join(folder, 'ours'), { numerics: '1' });
  theirs.publish(id, { config, record: { by: 'them' }, files });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a stage of another folder is taken over as one file on disk, and its failure forgotten', () => {
  ours.fail(id, 'the worker died');
  expect(ours.adopt(id, theirs)).toBe(true);
  ours.verify(id);
  expect(ours.record(id)).toEqual(theirs.record(id));
  expect(statSync(fileOf(ours)).ino).toBe(statSync(fileOf(theirs)).ino);
  expect(ours.failures()).toEqual([]);
  expect(readdirSync(join(ours.root, 'tmp'))).toEqual([]);
});

test('what is dropped or put aside in one folder stays whole in the other', () => {
  ours.adopt(id, theirs);
  const before = readFileSync(fileOf(theirs));
  ours.drop(id, ['weights.bin']);
  expect(readFileSync(fileOf(theirs))).toEqual(before);
  theirs.verify(id);
  theirs.setAside(id);
  expect([theirs.has(id), ours.has(id)]).toEqual([false, true]);
});

test('a stage that is finished stays, one that is damaged is replaced', () => {
  ours.publish(id, { config, record: { by: 'us' } });
  expect(ours.adopt(id, theirs)).toBe(false);
  expect(ours.record(id).record).toEqual({ by: 'us' });
  writeFileSync(fileOf(ours), 'half a fi');
  expect(ours.adopt(id, theirs)).toBe(true);
  expect(ours.record(id).record).toEqual({ by: 'them' });
  ours.verify(id);
  theirs.verify(id);
});

test('what is absent, damaged or of other numerics there is refused', () => {
  const none = stageId({ trial: 1 });
  expect(() => ours.adopt(none, theirs)).toThrow(`stage ${none} is not in ${theirs.root}`);
  const relaxed = openStore(join(folder, 'relaxed'), { numerics: '1-relaxed' });
  expect(() => relaxed.adopt(id, theirs)).toThrow(
    /numerics 1-relaxed, .*theirs of 1; take stages over from a folder of the same numerics/,
  );
  writeFileSync(fileOf(theirs), readFileSync(fileOf(theirs)).subarray(0, 500));
  expect(() => ours.adopt(id, theirs)).toThrow(/is damaged/);
  expect(ours.list()).toEqual([]);
});

test('between two file systems the file is copied', (context) => {
  const root = mkdtempSync(join(tmpdir(), 'sweepstake-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', root], { stdio: 'pipe' });
  } catch (error) {
    rmSync(root, { recursive: true });
    return context.skip(`cannot mount a file system here: ${(error as Error).message}`);
  }
  try {
    const other = openStore(root, { numerics: '1' });
    expect(other.adopt(id, theirs)).toBe(true);
    other.verify(id);
    expect(readFileSync(fileOf(other))).toEqual(readFileSync(fileOf(theirs)));
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
  } finally {
    execFileSync('umount', [root]);
    rmSync(root, { recursive: true });
  }
});
