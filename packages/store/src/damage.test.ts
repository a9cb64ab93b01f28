import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { Store } from './open-store.ts';
import { stageId } from './stage-id.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sweepstake-damage-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const id = stageId({ n: 1 });
const config = { n: 1 };
const record = { accuracy: 0.5 };
const files = new Map([
  ['a.bin', Uint8Array.of(1, 2, 3, 4, 5)],
  ['b.bin', Uint8Array.of(9)],
  ['squeezed.bin', Uint8Array.from({ length: 400 }, (_, i) => i % 2)],
]);
const squeezable = ['squeezed.bin'];

/** A kind of file that a store writes, and what becomes of it where it is damaged. */
interface Kind {
  readonly path: (root: string) => string;
  readonly write: (store: Store) => void;
  /** True where what was read is what was written. Throws or returns false where damage was noticed. */
  readonly isSound: (root: string) => boolean;
}

const sameFiles = (found: ReadonlyMap<string, Uint8Array>): boolean =>
  [...files].every(([name, bytes]) => Buffer.from(bytes).equals(found.get(name)!));

const kinds: Record<string, Kind> = {
  stage: {
    path: (root) => join(root, 'stages', id.slice(0, 2), `${id}.stage`),
    write: (store) => store.publish(id, { config, record, files, squeezable }),
    isSound(root) {
      const store = openStore(root);
      if (!store.has(id)) return false;
      store.verify(id);
      const found = store.record(id);
      return (
        JSON.stringify([found.config, found.record]) === JSON.stringify([config, record]) &&
        sameFiles(new Map(Object.keys(found.files).map((name) => [name, store.read(id, name)])))
      );
    },
  },
  checkpoint: {
    path: (root) => join(root, 'checkpoints', id),
    write: (store) => void store.checkpoint(id).write({ record, files }),
    isSound(root) {
      const named: string[] = [];
      const found = openStore(root)
        .checkpoint(id)
        .read((message) => named.push(message));
      if (found === null) {
        expect(named).toHaveLength(1);
        expect(named[0]).toContain(`the checkpoint of stage ${id} is damaged (`);
        return false;
      }
      return JSON.stringify(found.record) === JSON.stringify(record) && sameFiles(found.files);
    },
  },
  plan: {
    path: (root) => join(root, 'plan.json'),
    write: (store) => void store.writePlan({ stages: [config] }),
    isSound: (root) => JSON.stringify(openStore(root).plan()) === '{"stages":[{"n":1}]}',
  },
  'sweepstake.json': {
    path: (root) => join(root, 'sweepstake.json'),
    write: () => {},
    isSound: (root) => openStore(root).numerics === 'strict-1',
  },
  failure: {
    path: (root) => join(root, 'failures', `${id}.json`),
    write: (store) => store.fail(id, 'loss is NaN'),
    isSound: (root) => openStore(root).failures()[0]?.reason === 'loss is NaN',
  },
};

/** What was noticed; undefined where the file was read as if it were whole. */
function noticed({ isSound }: Kind, root: string): string | undefined {
  try {
    return isSound(root) ? undefined : 'not used';
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    expect(code, message).toMatch(/^SWEEPSTAKE_STORE_/);
    expect(message).toContain(root);
    return message;
  }
}

describe.each(Object.entries(kinds))('%s', (_, kind) => {
  let bytes: Buffer;
  let path: string;
  beforeEach(() => {
    kind.write(openStore(folder, { numerics: 'strict-1' }));
    path = kind.path(folder);
    bytes = readFileSync(path);
    expect(noticed(kind, folder)).toBeUndefined();
  });

  test('is noticed wherever it is cut off, empty included, and where something was added', () => {
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(noticed(kind, folder), `${length} of ${bytes.length} bytes`).toBeDefined();
    }
    writeFileSync(path, Buffer.concat([bytes, Buffer.of(0)]));
    expect(noticed(kind, folder)).toBeDefined();
  });

  test('is noticed whichever bit is flipped', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(path, flipped);
      expect(noticed(kind, folder), `bit ${bit} of ${bytes.length} bytes`).toBeDefined();
    }
  });
});

test('a damaged stage is replaced by the next publication, or refused by its name where its length is right', () => {
  const store = openStore(folder);
  const kind = kinds['stage']!;
  kind.write(store);
  const path = kind.path(folder);
  const bytes = readFileSync(path);
  for (const damaged of [
    Buffer.alloc(0),
    bytes.subarray(0, 100),
    Buffer.from(bytes).fill(0, 50, 60),
  ]) {
    writeFileSync(path, damaged);
    expect([store.has(id), store.list()]).toEqual([false, []]);
    expect(() => store.record(id)).toThrow(`stage ${id} is damaged: it`);
    kind.write(store);
    expect(readFileSync(path)).toEqual(bytes);
  }
});

test('a stage under the name of another is not used', () => {
  const store = openStore(folder);
  const other = stageId({ n: 2 });
  kinds['stage']!.write(store);
  const path = join(folder, 'stages', other.slice(0, 2), `${other}.stage`);
  store.publish(other, { config: {} });
  writeFileSync(path, readFileSync(kinds['stage']!.path(folder)));
  expect(() => store.record(other)).toThrow(`stage ${other} is damaged: it is the stage ${id}`);
});

/** A container whose header is sealed as it should be, whatever it says. */
function sealed(header: unknown, rest: Uint8Array, length?: number): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const fixed = Buffer.alloc(44);
  fixed.write('sweepst2');
  fixed.writeUInt32LE(length ?? text.length, 8);
  createHash('sha256').update(fixed.subarray(0, 12)).update(text).digest().copy(fixed, 12);
  return Buffer.concat([fixed, text, rest]);
}

const entry = (offset: number, bytes: number) => ({ offset, bytes, sha256: '0'.repeat(64) });
const header = (table: unknown) => ({ kind: 'stage', id, config, record, files: table });

test.each([
  [
    'a header of 4 GB',
    sealed(header({}), new Uint8Array(4), 2 ** 32 - 1),
    'claims 4294967295 bytes',
  ],
  [
    'a file of 2^52 bytes',
    sealed(header({ a: entry(0, 2 ** 52) }), new Uint8Array(4)),
    'instead of',
  ],
  ['a file beyond the end', sealed(header({ a: entry(0, 5) }), new Uint8Array(4)), 'instead of'],
  [
    'files that overlap',
    sealed(header({ a: entry(0, 4), b: entry(2, 4) }), new Uint8Array(6)),
    'places b',
  ],
  ['a hole', sealed(header({ a: entry(2, 2) }), new Uint8Array(4)), 'places a'],
  ['a size below zero', sealed(header({ a: entry(0, -4) }), new Uint8Array(0)), 'places a'],
  [
    'a size that is no number',
    sealed(header({ a: { ...entry(0, 0), bytes: '4' } }), new Uint8Array(4)),
    'places a',
  ],
  [
    'a file outside the stage',
    sealed(header({ '../a': entry(0, 4) }), new Uint8Array(4)),
    'places ../a',
  ],
  ['no table of files', sealed(header(null), new Uint8Array(0)), 'its header'],
  ['an entry that is null', sealed(header({ a: null }), new Uint8Array(0)), 'its header'],
  ['a header that is null', sealed(null, new Uint8Array(0)), 'its header'],
])('%s in a stage that somebody made is refused before anything is allocated', (_, bytes, why) => {
  const store = openStore(folder);
  store.publish(id, { config });
  writeFileSync(kinds['stage']!.path(folder), bytes);
  const before = process.memoryUsage().arrayBuffers;
  expect(() => store.record(id)).toThrow(`stage ${id} is damaged: `);
  expect(() => store.record(id)).toThrow(why);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64e6);
  expect(store.has(id)).toBe(false);
});

test('a huge sparse file allocates nothing, whatever its header claims', () => {
  const store = openStore(folder);
  store.publish(id, { config });
  const path = kinds['stage']!.path(folder);
  const bytes = readFileSync(path);
  bytes.writeUInt32LE(2 ** 31, 8);
  writeFileSync(path, bytes);
  const fd = openSync(path, 'r+');
  ftruncateSync(fd, 2 ** 36);
  closeSync(fd);
  const before = process.memoryUsage().arrayBuffers;
  expect(() => store.record(id)).toThrow('its header claims 2147483648 bytes, the file has');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64e6);
});
