import {
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { stageId } from './stage-id.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sweepstake-store-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const id = stageId({ n: 1 });
const files = new Map([['a.bin', Uint8Array.of(1, 2, 3)]]);

test('names has damaged stages, list has not', () => {
  const store = openStore(folder);
  store.publish(id, { config: {}, files });
  expect([store.names(), store.list()]).toEqual([[id], [id]]);
  truncateSync(join(folder, 'stages', id.slice(0, 2), `${id}.stage`), 50);
  expect([store.names(), store.list()]).toEqual([[id], []]);
  expect(() => store.verify(id)).toThrow(`stage ${id} is damaged`);
});

test('a damaged checkpoint is found, and stays where it is', () => {
  const store = openStore(folder);
  const checkpoint = store.checkpoint(id);
  checkpoint.write({ record: { iteration: 5 }, files });
  checkpoint.verify();
  const path = join(folder, 'checkpoints', id);
  const bytes = readFileSync(path);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(path, bytes);
  expect(() => checkpoint.verify()).toThrow('a.bin does not match its sha256');
  expect(readFileSync(path)).toEqual(bytes);
});

test('who looks on sees one file of a checkpoint, or nothing, and changes nothing', () => {
  const store = openStore(folder);
  const checkpoint = store.checkpoint(id);
  expect(checkpoint.peek('a.bin')).toBeNull();
  checkpoint.write({ record: { iteration: 5 }, files });
  expect(checkpoint.peek('a.bin')).toEqual({
    record: { iteration: 5 },
    data: Buffer.from([1, 2, 3]),
  });
  expect(checkpoint.peek('b.bin')).toBeNull();
  const path = join(folder, 'checkpoints', id);
  const damaged = readFileSync(path);
  damaged[damaged.length - 1]! ^= 1;
  writeFileSync(path, damaged);
  expect(checkpoint.peek('a.bin')).toBeNull();
  expect(readFileSync(path)).toEqual(damaged);
});

test('clean only tells what it would remove, where that is asked', () => {
  const store = openStore(folder);
  store.publish(id, { config: {}, files });
  store.checkpoint(id).write({ record: {}, files });
  mkdirSync(join(folder, 'damaged'));
  writeFileSync(join(folder, 'damaged', 'stage'), '');
  const told = store.clean({ dryRun: true });
  expect(told).toMatchObject({ checkpoints: [id], damaged: ['stage'], claims: [] });
  expect(store.checkpoints()).toEqual([id]);
  expect(store.clean()).toEqual(told);
  expect([store.checkpoints(), readdirSync(join(folder, 'damaged'))]).toEqual([[], []]);
});

test('a file of the folder is replaced whole', () => {
  const store = openStore(folder);
  store.replace('run.json', 'one');
  store.replace('run.json', 'two');
  expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe('two');
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  expect(() => store.replace('../run.json', '')).toThrow('file name "../run.json" is not allowed');
});
