import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal, readJournals } from './journal.ts';
import { openStore } from './open-store.ts';
import { stageId } from './stage-id.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sweepstake-journal-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const id = stageId({});
const events = [
  { kind: 'started', id, at: 1000, worker: 1 },
  { kind: 'checkpointed', id, at: 2000, seconds: 0.25, iteration: 50, bytes: 123 },
  { kind: 'failed', id, at: 3000, seconds: 2, reason: 'loss is "NaN"\nat 3' },
] as const;

function write(): string {
  const journal = openJournal(openStore(folder));
  for (const event of events) journal.append(event);
  journal.close();
  return journal.path;
}

test('a journal is read back as it was written, one line an event', () => {
  const path = write();
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
  const [file, ...others] = readJournals({ root: folder });
  expect(others).toEqual([]);
  expect(path.endsWith(`${file!.name}.jsonl`)).toBe(true);
  expect(file).toMatchObject({ events, damaged: [] });
});

test('a folder without journals has none, and an event without a time gets the present one', () => {
  const store = openStore(folder);
  expect(readJournals(store)).toEqual([]);
  const before = Date.now();
  const journal = openJournal(store);
  journal.append({ kind: 'started', id });
  journal.close();
  const [event] = readJournals(store)[0]!.events;
  expect(event!.at).toBeGreaterThanOrEqual(before);
  expect(event!.at).toBeLessThanOrEqual(Date.now());
});

test('a journal that ends anywhere in its last line holds the lines before it', () => {
  const path = write();
  const text = readFileSync(path);
  const last = text.lastIndexOf('{"at":3000');
  for (let length = last; length < text.length; length++) {
    writeFileSync(path, text.subarray(0, length));
    const [file] = readJournals({ root: folder });
    expect(file, `${length} bytes`).toMatchObject({ events: events.slice(0, 2), damaged: [] });
  }
  writeFileSync(path, '');
  expect(readJournals({ root: folder })[0]).toMatchObject({ events: [], damaged: [] });
});

test('every bit that is flipped is noticed, and no event that was not written appears', () => {
  const path = write();
  const text = readFileSync(path);
  for (let bit = 0; bit < text.length * 8; bit++) {
    const bytes = Buffer.from(text);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    writeFileSync(path, bytes);
    const [file] = readJournals({ root: folder });
    expect(file!.events.length, `bit ${bit}`).toBeLessThan(3);
    for (const event of file!.events) expect(events, `bit ${bit}`).toContainEqual(event);
    const lost = 3 - file!.events.length;
    // The end of the last line is not told from a line that was cut off.
    const cut = bit >> 3 === text.length - 1;
    if (!cut) expect(file!.damaged.length, `bit ${bit}`).toBeGreaterThan(0);
    expect(lost, `bit ${bit}`).toBeLessThanOrEqual(2);
  }
});

test('the line after one that was cut off in mid-file is read', () => {
  const path = write();
  appendFileSync(path, '{"at":40');
  appendFileSync(path, `\n${readFileSync(path, 'utf8').split('\n')[0]}\n`);
  const [file] = readJournals({ root: folder });
  expect(file!.damaged).toEqual([4]);
  expect(file!.events).toEqual([...events, events[0]]);
});
