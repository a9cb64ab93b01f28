import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@sweepstake/store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLife } from './lives.ts';
import { leftIn, publishedIn, tableIn } from './published.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'sweepstake-full-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const TRIALS = 1;

async function run(folder: string): Promise<{ code: number | null; complaints: string }> {
  const order = { trials: TRIALS, workers: 2, isolation: 'thread', shuffle: 0 } as const;
  const life = startLife({ ...order, folder, checkpointEvery: 60, pauseAtWrite: null });
  const [code] = await life.ended;
  return { code, complaints: life.complaints() };
}

test(
  'a run whose disk gets full says so, corrupts nothing, and goes on after space is made',
  { timeout: 240_000 },
  async (context) => {
    const disk = join(root, 'disk');
    mkdirSync(disk);
    const mount = (options: string) =>
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'pipe' });
    try {
      mount('size=400k');
    } catch (error) {
      return context.skip(`cannot mount a small file system here: ${(error as Error).message}`);
    }
    try {
      const folder = join(disk, 'runs');
      const first = await run(folder);
      expect(first.code, first.complaints).toBe(1);
      expect(first.complaints).toContain(`no space left in ${folder} for `);
      expect(first.complaints).toContain(
        'free some space and run again: everything finished is kept',
      );
      const store = openStore(folder);
      const finished = store.list();
      expect(finished.length).toBeGreaterThan(0);
      for (const id of finished) store.verify(id);
      // Still full: the same words, and nothing is lost.
      expect((await run(folder)).complaints).toContain('no space left in ');
      for (const id of finished) store.verify(id);

      mount('remount,size=16m');
      const last = await run(folder);
      expect(last.code, last.complaints).toBe(0);
      const whole = join(root, 'whole');
      expect((await run(whole)).code).toBe(0);
      expect(publishedIn(folder)).toEqual(publishedIn(whole));
      expect(tableIn(folder, TRIALS)).toBe(tableIn(whole, TRIALS));
      store.clean();
      expect(leftIn(folder)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  },
);
