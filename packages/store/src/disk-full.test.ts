import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { openStore } from './open-store.ts';
import { stageId } from './stage-id.ts';

const big = (bytes: number) => new Map([['weights.bin', new Uint8Array(bytes)]]);

/** Runs the test on a real file system of 64 kB, where this process may mount one. */
function onTinyDisk(context: TestContext, run: (root: string, remount: () => void) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'sweepstake-disk-'));
  const mount = (options: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', root], { stdio: 'pipe' });
  try {
    mount('size=64k');
  } catch (error) {
    rmSync(root, { recursive: true });
    return context.skip(`cannot mount a small file system here: ${(error as Error).message}`);
  }
  try {
    run(root, () => void mount('remount,ro'));
  } finally {
    execFileSync('umount', [root]);
    rmSync(root, { recursive: true });
  }
}

test('a full disk gives one clear error, and everything finished stays', (context) => {
  onTinyDisk(context, (root) => {
    const store = openStore(root, { numerics: '1' });
    const [done, tooBig] = [stageId({ n: 1 }), stageId({ n: 2 })];
    store.publish(done, { config: { n: 1 }, files: big(10_000) });
    let error: (Error & { code?: string }) | undefined;
    try {
      store.publish(tooBig, { config: { n: 2 }, files: big(60_000) });
    } catch (caught) {
      error = caught as Error;
    }
    expect(error?.code).toBe('SWEEPSTAKE_STORE_DISK_FULL');
    expect(error?.message).toBe(
      `no space left in ${root} for stage ${tooBig}; ` +
        'free some space and run again: everything finished is kept',
    );
    expect(store.list()).toEqual([done]);
    store.verify(done);
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
    store.publish(tooBig, { config: { n: 2 }, files: big(1000) });
    expect(store.list()).toHaveLength(2);
  });
});

test('a disk that turned read-only can be read, and says so when written', (context) => {
  onTinyDisk(context, (root, makeReadOnly) => {
    const id = stageId({ n: 1 });
    openStore(root).publish(id, { config: { n: 1 }, files: big(10) });
    makeReadOnly();
    const store = openStore(root);
    store.verify(id);
    expect(() => store.publish(stageId({ n: 2 }), { config: {} })).toThrow(
      /cannot be written in .*EROFS.*; make the folder writable or name another/,
    );
  });
});
