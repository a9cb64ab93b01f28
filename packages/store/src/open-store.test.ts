import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { stageId } from './stage-id.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sweepstake-store-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const config = { network: 'lenet-300-100', trial: 0 };
const id = stageId(config);
const files = new Map([
  ['curve.msgpack', Uint8Array.of(1, 2, 3)],
  ['empty.bin', new Uint8Array(0)],
]);
const stageFile = (root: string) => join(root, 'stages', id.slice(0, 2), `${id}.stage`);

test('a published stage is there for every later opening, with config, record and files', () => {
  const root = join(folder, 'a', 'runs');
  const store = openStore(root, { numerics: '1' });
  expect([store.has(id), store.list()]).toEqual([false, []]);
  store.publish(id, { config, record: { accuracy: 0.98 }, files });

  const later = openStore(root, { create: false });
  expect([later.has(id), later.list(), later.numerics]).toEqual([true, [id], '1']);
  // Hashes from sha256sum.
  expect(later.record(id)).toEqual({
    id,
    config,
    record: { accuracy: 0.98 },
    files: {
      'curve.msgpack': {
        offset: 0,
        bytes: 3,
        sha256: '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',
      },
      'empty.bin': {
        offset: 3,
        bytes: 0,
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      },
    },
  });
  expect([...later.read(id, 'curve.msgpack')]).toEqual([1, 2, 3]);
  expect(later.read(id, 'empty.bin')).toHaveLength(0);
  later.verify(id);
  expect(readdirSync(join(root, 'tmp'))).toEqual([]);
});

test('the first publication wins, and the second leaves nothing behind', () => {
  const store = openStore(folder);
  store.publish(id, { config, record: { by: 'first' }, files });
  store.publish(id, { config, record: { by: 'second' } });
  expect(store.record(id).record).toEqual({ by: 'first' });
  store.verify(id);
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
});

test('list is sorted and knows only finished stages', () => {
  const store = openStore(folder);
  const ids = Array.from({ length: 20 }, (_, n) => stageId({ n }));
  for (const one of ids) store.publish(one, { config: {} });
  writeFileSync(join(folder, 'stages', ids[0]!.slice(0, 2), 'notes.txt'), 'mine');
  expect(store.list()).toEqual([...ids].sort());
});

test('an absent stage or file says what to do, or what there is', () => {
  const store = openStore(folder);
  expect(() => store.record(id)).toThrow(`stage ${id} is not in ${folder}; run the experiment`);
  store.publish(id, { config, files });
  expect(() => store.read(id, 'x.bin')).toThrow(
    `stage ${id} has no file x.bin; it has curve.msgpack, empty.bin`,
  );
});

test('a stage is one file of a fixed layout: magic, length and hash of the header, header, files by name', () => {
  const store = openStore(folder);
  store.publish(id, { config, record: {}, files: new Map([...files].toReversed()) });
  const bytes = readFileSync(stageFile(folder));
  expect(bytes.subarray(0, 8).toString()).toBe('sweepst2');
  const length = bytes.readUInt32LE(8);
  const header = bytes.subarray(44, 44 + length);
  expect(Object.keys(JSON.parse(header.toString()) as object)).toEqual([
    'config',
    'files',
    'id',
    'kind',
    'record',
  ]);
  const hash = createHash('sha256').update(bytes.subarray(0, 12)).update(header).digest('hex');
  expect(bytes.subarray(12, 44).toString('hex')).toBe(hash);
  expect([...bytes.subarray(44 + length)]).toEqual([1, 2, 3]);
});

test('a stage whose file is damaged is named with the remedy, and the remedy works', () => {
  const store = openStore(folder);
  store.publish(id, { config, files });
  const bytes = readFileSync(stageFile(folder));
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(stageFile(folder), bytes);
  const message =
    `stage ${id} is damaged: curve.msgpack does not match its sha256; ` +
    `delete ${stageFile(folder)} and run again`;
  expect(() => store.read(id, 'curve.msgpack')).toThrow(message);
  expect(() => store.verify(id)).toThrow(message);
  expect([...store.read(id, 'empty.bin')]).toEqual([]);

  expect(readFileSync(store.setAside(id))).toEqual(bytes);
  expect(store.has(id)).toBe(false);
  store.publish(id, { config, files });
  store.verify(id);
  expect(store.clean().damaged).toHaveLength(1);
  expect(readdirSync(join(folder, 'damaged'))).toEqual([]);
});

test('files can be dropped: their room is free, their record stays, and reading them says what happened', () => {
  const store = openStore(folder);
  const weights = new Uint8Array(5000).fill(7);
  const all = new Map([...files, ['weights.bin', weights]]);
  store.publish(id, { config, record: { accuracy: 0.5 }, files: all });
  const before = store.record(id);
  expect(store.drop(id, ['weights.bin', 'nothing.bin'])).toBe(5000);
  expect(store.drop(id, ['weights.bin'])).toBe(0);
  store.verify(id);
  expect(readFileSync(stageFile(folder)).byteLength).toBeLessThan(1000);
  const { files: after, ...rest } = store.record(id);
  expect(rest).toEqual({ id, config, record: before.record });
  expect(after['weights.bin']).toMatchObject({
    bytes: 5000,
    sha256: before.files['weights.bin']!.sha256,
    dropped: true,
  });
  expect([...store.read(id, 'curve.msgpack')]).toEqual([1, 2, 3]);
  expect(() => store.read(id, 'weights.bin')).toThrow(
    `weights.bin of stage ${id} was dropped to save room; to have it again, delete ` +
      `${stageFile(folder)} and run again without --keep masks`,
  );
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
});

test('files that are worth it are stored squeezed, read as they were, and kept so when others are dropped', () => {
  const store = openStore(folder);
  const mask = Uint8Array.from({ length: 4000 }, (_, i) => (i % 5 === 0 ? 1 << (i % 8) : 0));
  const squeezable = ['mask.bin', 'empty.bin', 'absent.bin'];
  const all = new Map([...files, ['mask.bin', mask], ['weights.bin', mask.slice(1)]]);
  store.publish(id, { config, files: all, squeezable });
  const table = store.record(id).files;
  expect(table['mask.bin']!.squeezed).toBeLessThan(1500);
  expect([table['empty.bin']!.squeezed, table['weights.bin']!.squeezed]).toEqual([
    undefined,
    undefined,
  ]);
  expect(Buffer.from(store.read(id, 'mask.bin'))).toEqual(Buffer.from(mask));
  expect(store.read(id, 'weights.bin')).toEqual(Buffer.from(mask.subarray(1)));
  expect(store.drop(id, ['weights.bin'])).toBe(3999);
  expect(store.record(id).files['mask.bin']!.squeezed).toBe(table['mask.bin']!.squeezed);
  expect(Buffer.from(store.read(id, 'mask.bin'))).toEqual(Buffer.from(mask));
  store.verify(id);
});

test('a failure is remembered with its last reason until the stage finishes', () => {
  const store = openStore(folder);
  const other = stageId({});
  store.fail(id, 'first');
  store.fail(id, 'loss is NaN at iteration 3');
  store.fail(other, 'worker died');
  const both = [
    { id, reason: 'loss is NaN at iteration 3' },
    { id: other, reason: 'worker died' },
  ];
  expect(openStore(folder).failures()).toEqual(both.sort((a, b) => (a.id < b.id ? -1 : 1)));
  store.publish(id, { config });
  expect(store.failures()).toEqual([{ id: other, reason: 'worker died' }]);
});

test('a publication that cannot be written leaves nothing behind', () => {
  const store = openStore(folder);
  const bad = { config, record: { loss: Number.NaN }, files };
  expect(() => store.publish(id, bad)).toThrow('value.record.loss is NaN');
  const outside = new Map([['../x', new Uint8Array(1)]]);
  expect(() => store.publish(id, { config, files: outside })).toThrow('file name "../x"');
  expect([store.has(id), readdirSync(join(folder, 'tmp'))]).toEqual([false, []]);
});

test.each(['', 'abc', '../../../../../../etc', `${id}0`, id.toUpperCase()])(
  'the id %j is refused',
  (bad) => {
    const store = openStore(folder);
    expect(() => store.has(bad)).toThrow('is not 20 hex digits; make it with stageId(config)');
    expect(() => store.publish(bad, { config })).toThrow('is not 20 hex digits');
  },
);
