import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolders } from './make-folders.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sweepstake-folders-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('missing parents are made, topmost first, and nothing happens where all are there', () => {
  const deep = join(folder, 'a', 'b', 'c');
  expect(makeFolders(deep)).toEqual([join(folder, 'a'), join(folder, 'a', 'b'), deep]);
  expect(statSync(deep).isDirectory()).toBe(true);
  expect(makeFolders(deep)).toEqual([]);
});

test('a file in the place of a folder, or of a parent, is refused', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() => makeFolders(file)).toThrow(/EEXIST/);
  expect(() => makeFolders(join(file, 'below'))).toThrow(/ENOTDIR/);
});

test.runIf(existsSync('/proc/self'))(
  'a file system that denies its own folder is an error, not a loop without end',
  () => {
    expect(() => makeFolders('/proc/sweepstake/below')).toThrow(/ENOENT|EACCES|EPERM/);
  },
);
