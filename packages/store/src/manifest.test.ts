import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { seal } from './sealed.ts';
import { stageId } from './stage-id.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sweepstake-store-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('sweepstake.json says format and numerics', () => {
  openStore(folder, { numerics: 'strict-1' });
  expect(readFileSync(join(folder, 'sweepstake.json'), 'utf8')).toBe(
    // The hash from `printf '%s' VALUE | sha256sum`.
    '{"sha256":"8fd13c6233754cd8ea509d28bfe0a67dc19bed87438aab2fe4afc5ef6bc26c72",' +
      '"value":{"createdBy":"sweepstake","format":2,"numerics":"strict-1"}}\n',
  );
});

test('a folder with results of other numerics is refused, and stays as it is', () => {
  openStore(folder, { numerics: '1' }).publish(stageId({}), { config: {} });
  expect(() => openStore(folder, { numerics: '2' })).toThrow(
    `run folder ${folder} holds results of numerics 1, this is 2; ` +
      'use another folder, or the version that wrote it',
  );
  expect(openStore(folder).list()).toEqual([stageId({})]);
  expect(openStore(folder, { numerics: '1' }).numerics).toBe('1');
});

test('numerics can be recorded later only while the folder is empty', () => {
  openStore(folder);
  openStore(folder, { numerics: '1' });
  expect(openStore(folder).numerics).toBe('1');
  const unlabelled = join(folder, 'other');
  openStore(unlabelled).publish(stageId({}), { config: {} });
  expect(() => openStore(unlabelled, { numerics: '1' })).toThrow('results of unrecorded numerics');
});

test('an unknown format is refused', () => {
  writeFileSync(join(folder, 'sweepstake.json'), '{"createdBy":"sweepstake","format":1}\n');
  expect(() => openStore(folder)).toThrow(
    `run folder ${folder} has format 1, this version reads 2`,
  );
  writeFileSync(join(folder, 'sweepstake.json'), seal({ format: 3 }));
  expect(() => openStore(folder)).toThrow(`run folder ${folder} has format 3`);
});

test('a damaged sweepstake.json is refused, not replaced', () => {
  writeFileSync(join(folder, 'sweepstake.json'), '{"format":');
  expect(() => openStore(folder)).toThrow(/sweepstake\.json cannot be read \(.*\); restore it/);
  expect(readFileSync(join(folder, 'sweepstake.json'), 'utf8')).toBe('{"format":');
});

test('a folder full of other things is refused, and nothing is written into it', () => {
  writeFileSync(join(folder, 'thesis.tex'), 'precious');
  expect(() => openStore(folder)).toThrow(
    `run folder ${folder} holds thesis.tex but no sweepstake.json; name an empty or a new folder`,
  );
  expect(readdirSync(folder)).toEqual(['thesis.tex']);
});

test('an opening that was killed before it wrote sweepstake.json is taken up', () => {
  mkdirSync(join(folder, 'tmp'));
  writeFileSync(join(folder, 'tmp', 'elsewhere-1-1.0.0.manifest'), '{"for');
  writeFileSync(join(folder, '.gitignore'), '*');
  expect(openStore(folder).list()).toEqual([]);
});

test('a root that is a file, or lies under one, is refused', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() => openStore(file)).toThrow(`run folder ${file} is a file; name a folder`);
  expect(() => openStore(join(file, 'runs'))).toThrow(
    /ENOTDIR.*; make the folder writable or name/,
  );
});

test('a command that only looks makes no folder', () => {
  const absent = join(folder, 'absent');
  const message = `run folder ${absent} does not exist; run an experiment into it first`;
  expect(() => openStore(absent, { create: false })).toThrow(message);
  expect(() => openStore(folder, { create: false })).toThrow('does not exist');
  expect(readdirSync(folder)).toEqual([]);
});
