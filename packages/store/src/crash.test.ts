import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nameOf, self } from './identity.ts';
import { openStore } from './open-store.ts';
import { stageId } from './stage-id.ts';

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweepstake-store-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(name: string, ...args: string[]): ChildProcess {
  const file = fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [file, folder, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

/** A process that has written the first bytes of a stage and now does nothing more. */
async function halfPublished(id: string): Promise<ChildProcess> {
  const child = start('publish-half', id);
  const [said] = (await once(child.stdout!, 'data')) as [Buffer];
  expect(String(said)).toBe('half');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  expect(await exit).toEqual([null, 'SIGKILL']);
}

const temporaries = () => readdirSync(join(folder, 'tmp'));

test('a stage whose publisher was killed is absent, is swept, and can be published', async () => {
  const [id, other] = [stageId({ n: 1 }), stageId({ n: 2 })];
  const store = openStore(folder);
  const killed = await halfPublished(id);
  const living = await halfPublished(other);
  await kill(killed);
  expect(temporaries()).toHaveLength(2);
  expect([store.has(id), store.list()]).toEqual([false, []]);

  const elsewhere = `another.machine-${killed.pid}-1.0.0.stage_${id}`;
  writeFileSync(join(folder, 'tmp', elsewhere), 'half');
  const swept = store.sweepTemporaries();
  expect(swept).toHaveLength(1);
  expect(swept[0]).toContain(`.stage_${id}`);
  // The living one's, and the other machine's, stay.
  expect(temporaries()).toHaveLength(2);
  expect(temporaries()).toContain(elsewhere);

  store.publish(id, { config: { n: 1 }, files: new Map([['a.bin', Uint8Array.of(1)]]) });
  store.verify(id);
  await kill(living);
  expect(store.sweepTemporaries()).toHaveLength(1);
  expect(temporaries()).toEqual([elsewhere]);
  expect(store.list()).toEqual([id]);
});

test('a process id that is in use again does not protect what its first owner left', (context) => {
  if (process.platform !== 'linux') return context.skip('start times of processes: Linux only');
  const store = openStore(folder);
  const left = `${nameOf({ ...self(), start: '1' })}.0.0.stage_${stageId({})}`;
  writeFileSync(join(folder, 'tmp', left), 'half');
  expect(store.sweepTemporaries()).toEqual([left]);
});

test('four processes that publish the same stages into a new folder all succeed', async () => {
  const count = 25;
  const exits = Array.from({ length: 4 }, () => once(start('publish-many', `${count}`), 'exit'));
  for (const exit of await Promise.all(exits)) expect(exit).toEqual([0, null]);
  const store = openStore(folder, { numerics: '1' });
  const ids = Array.from({ length: count }, (_, n) => stageId({ n }));
  expect(store.list()).toEqual([...ids].sort());
  for (const id of ids) store.verify(id);
  expect(temporaries()).toEqual([]);
});
