import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStale } from './claims.ts';
import { openStore } from './open-store.ts';
import { openOwner } from './owner.ts';
import { seal } from './sealed.ts';
import { stageId } from './stage-id.ts';

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweepstake-owner-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const id = stageId({ n: 1 });

/** Another process that claims stages; resolves with those it got. */
async function other(...ids: string[]): Promise<{ child: ChildProcess; got: string[] }> {
  const file = fileURLToPath(new URL('./fixtures/own-stages.ts', import.meta.url));
  const child = spawn(process.execPath, [file, folder, ...ids], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, got: String(said).trim().split(',') };
}

async function end(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit');
  if (signal === undefined) child.stdin!.write('end');
  else child.kill(signal);
  await exit;
}

test('a stage that a living process has is refused, also once more, and is free after it ends', async () => {
  const store = openStore(folder);
  const { child, got } = await other(id);
  expect(got).toEqual([id]);
  const owner = openOwner(store);
  expect([owner.claim(id), owner.claim(id)]).toEqual([false, false]);
  expect(store.claims()).toMatchObject([{ id, alive: true, owner: { pid: child.pid } }]);
  owner.release(id);
  expect(store.claims()).toHaveLength(1);
  await end(child);
  expect([owner.claim(id), owner.claim(id)]).toEqual([true, true]);
  owner.close();
  expect([readdirSync(join(folder, 'claims')), readdirSync(join(folder, 'owners'))]).toEqual([
    [],
    [],
  ]);
});

test('a stage of a killed process of this machine is taken over at once, and clean removes the rest', async () => {
  const store = openStore(folder);
  const second = stageId({ n: 2 });
  const { child } = await other(id, second);
  await end(child, 'SIGKILL');
  const owner = openOwner(store);
  expect(owner.claim(id)).toBe(true);
  const { claims, owners } = store.clean();
  expect(claims).toEqual([second]);
  expect(owners).toHaveLength(1);
  expect(store.claims()).toMatchObject([{ id, owner: { pid: process.pid } }]);
  owner.close();
});

/** The claim of a process of another machine, whose last sign of life is that many seconds ago. */
function foreignClaim(seconds: number): string {
  openStore(folder);
  const owner = join(folder, 'foreign');
  writeFileSync(owner, seal({ host: 'elsewhere', pid: 1, start: '1', heartbeat: 15 }));
  const when = statSync(owner).mtimeMs / 1000 - seconds;
  utimesSync(owner, when, when);
  linkSync(owner, join(folder, 'claims', id));
  return owner;
}

test("another machine's claim is taken over only after it has missed its signs of life", () => {
  const store = openStore(folder);
  const owner = openOwner(store, { heartbeat: 10, missed: 3 });
  const file = foreignClaim(20);
  expect(owner.claim(id)).toBe(false);
  expect(store.claims()[0]).toMatchObject({ alive: null, owner: { host: 'elsewhere' } });
  rmSync(file);
  rmSync(join(folder, 'claims', id));
  foreignClaim(40);
  expect(isStale(store.claims()[0]!, store.serverTime(), 30)).toBe(true);
  expect(owner.claim(id)).toBe(true);
  owner.close();
});

test('a sign of life moves the time of all claims of an owner at once', () => {
  const owner = openOwner(openStore(folder));
  const ids = [id, stageId({ n: 2 })];
  for (const one of ids) owner.claim(one);
  const claim = join(folder, 'claims', id);
  utimesSync(claim, 1000, 1000);
  expect(ids.map((one) => statSync(join(folder, 'claims', one)).mtimeMs)).toEqual([1e6, 1e6]);
  owner.beat();
  for (const one of ids)
    expect(statSync(join(folder, 'claims', one)).mtimeMs).toBeGreaterThan(1e12);
  owner.close();
});

test('an owner whose file was cleaned away goes on with a new one', () => {
  const store = openStore(folder);
  const owner = openOwner(store);
  rmSync(join(folder, 'owners', owner.name));
  expect(owner.claim(id)).toBe(true);
  owner.release(id);
  expect(store.claims()).toEqual([]);
  owner.close();
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, 30)],
  ['empty', () => Buffer.alloc(0)],
  ['changed by one bit', (bytes: Buffer) => (bytes.writeUInt8(bytes[90]! ^ 4, 90), bytes)],
])(
  'a claim that is %s is respected while it is young, and taken over when it is old',
  (_, damage) => {
    const store = openStore(folder);
    const owner = openOwner(store, { heartbeat: 10, missed: 3 });
    foreignClaim(0);
    const claim = join(folder, 'claims', id);
    writeFileSync(claim, damage(readFileSync(claim)));
    expect(store.claims()[0]!.owner).toBeNull();
    expect(owner.claim(id)).toBe(false);
    utimesSync(claim, 1000, 1000);
    expect(owner.claim(id)).toBe(true);
    owner.close();
  },
);

test('of four processes that want the same stages, each stage goes to exactly one', async () => {
  openStore(folder);
  const ids = Array.from({ length: 30 }, (_, n) => stageId({ n }));
  const all = await Promise.all(
    [0, 1, 2, 3].map((i) => other(...ids.slice(i), ...ids.slice(0, i))),
  );
  const got = all.flatMap((one) => one.got.filter((name) => name !== 'none'));
  expect(got.sort()).toEqual([...ids].sort());
});

test('of many that take over the claim of a dead process, one succeeds', async () => {
  const store = openStore(folder);
  const ids = Array.from({ length: 30 }, (_, n) => stageId({ n }));
  await end((await other(...ids)).child, 'SIGKILL');
  expect(store.claims()).toHaveLength(30);
  const all = await Promise.all([0, 1, 2, 3].map(() => other(...ids)));
  const got = all.flatMap((one) => one.got.filter((name) => name !== 'none'));
  expect(got.sort()).toEqual([...ids].sort());
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
});

test('a claim that became another one while it was taken away is put back', async () => {
  const { takeAway } = await import('./take-away.ts');
  const { claimAt } = await import('./claims.ts');
  const { paths } = await import('./paths.ts');
  const store = openStore(folder);
  openOwner(store).close();
  foreignClaim(1000);
  const file = join(folder, 'claims', id);
  const stale = claimAt(file, id)!;
  // Somebody else was faster.
  const { child } = await other(stageId({}));
  renameSync(join(folder, 'claims', stageId({})), file);
  expect(takeAway(paths(folder), stale)).toBe(false);
  expect(store.claims()).toMatchObject([{ id, owner: { pid: child.pid } }]);
});
