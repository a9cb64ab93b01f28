import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { openStore } from '@sweepstake/store';
import { countsOf, livesUntilDone, startLife, tableOf } from './lives.ts';
import { leftIn, publishedIn, tableIn } from './published.ts';

/**
 * The crash test with as many kills as wanted: `npx node --conditions=@sweepstake/source test/crash/long.ts --kills 500`.
 * Takes about a second per kill; ends with 1 where anything differs from an undisturbed run.
 */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '500' }, seed: { type: 'string' } },
});
const kills = Number(values.kills);
const seed = Number(values.seed ?? Date.now() % 1e6);
const trials = Math.max(4, Math.ceil((kills * 4) / 50));
const root = mkdtempSync(join(tmpdir(), 'sweepstake-crash-'));
const [whole, killed] = [join(root, 'whole'), join(root, 'killed')];
let wrong: string[];
try {
  const order = { trials, workers: 2, isolation: 'thread', shuffle: 0 } as const;
  const life = startLife({ ...order, folder: whole, checkpointEvery: 60, pauseAtWrite: null });
  await life.ended;
  const least = { kills, afterStep: Math.ceil(kills / 2), atWrite: Math.ceil(kills / 5) };
  const lives = await livesUntilDone(killed, trials, least, seed);
  console.log(tableOf(lives, seed));
  const counts = countsOf(lives);
  openStore(killed).clean();
  wrong = [
    ...(Object.keys(least) as (keyof typeof least)[])
      .filter((what) => counts[what] < least[what])
      .map((what) => `${what}: ${counts[what]} instead of ${least[what]}`),
    ...(isDeepStrictEqual(publishedIn(killed), publishedIn(whole)) ? [] : ['stages differ']),
    ...(tableIn(killed, trials) === tableIn(whole, trials) ? [] : ['tables differ']),
    ...leftIn(killed).map((file) => `left behind: ${file}`),
  ];
} finally {
  rmSync(root, { recursive: true, force: true });
}
console.log(wrong.length === 0 ? 'same bytes, same tables, nothing left behind' : wrong.join('\n'));
process.exitCode = wrong.length === 0 ? 0 : 1;
