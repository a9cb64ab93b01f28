import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CHECKPOINT_EVERY } from '@sweepstake/stages';
import type { Bench } from './bench-options.ts';
import { median, percent, spread } from './numbers.ts';
import { checkpointCost } from './sweep/checkpoint-cost.ts';
import { resumeTime } from './sweep/finished-folder.ts';
import type { ChainOrder, ChainResult } from './sweep/order.ts';
import { trialSize } from './sweep/trial-size.ts';

/** What a sweep costs beside its trainings: pool, store, claims, journal, checkpoints, disk. */
export const sweep: Bench = async (report, { quick, repeats, iterations }) => {
  const length = iterations ?? (quick ? 200 : 10_000);
  const rounds = quick ? 1 : 3;
  report.heading('Pool, store and checkpoints around the loop');
  const runs: Record<ChainOrder['kind'], ChainResult[]> = { bare: [], full: [] };
  for (let i = 0; i < (repeats ?? (quick ? 1 : 2)); i++)
    for (const kind of ['bare', 'full'] as const) {
      report.progress(`chain, ${kind}`);
      runs[kind].push(await runChain({ kind, iterations: length, rounds }));
    }
  const hashes = new Set([...runs.bare, ...runs.full].map(({ weights }) => weights));
  if (hashes.size !== 1) throw new Error('the bare loop and the stages ended with other weights');
  const of = (kind: ChainOrder['kind'], what: 'wall' | 'cpu' | 'store' | 'stages'): number[] =>
    runs[kind].map((run) => run[what]);
  const row = (kind: ChainOrder['kind']): string[] =>
    (['wall', 'cpu'] as const).flatMap((what) => [
      median(of(kind, what)).toFixed(1),
      spread(of(kind, what)),
    ]);
  report.text(
    `One trial of figure 3 at preset \`reduced\` on ${runs.bare[0]!.dataset}: ${rounds + 1} trainings of ${length} iterations and their prunings, in plain calls of the loop that keep nothing, and as stages by one worker thread with claims, journal, store and checkpoints. Processes of their own, taken in turns; the loading of data is not in it, the start of the worker is. Both end with the same weights.`,
  );
  report.table(
    ['seconds', 'wall', 'spread', 'processor', 'spread'],
    [
      ['bare loop', ...row('bare')],
      ['stages', ...row('full')],
    ],
  );
  const overhead = median(of('full', 'cpu')) / median(of('bare', 'cpu')) - 1;
  const inStore = runs.full.map(({ store, wall }) => store / wall);
  const inPool = runs.full.map(({ stages, wall }) => (wall - stages) / wall);
  report.table(
    ['overhead', 'measured', 'target'],
    [
      ['processor time of stages over the bare loop', percent(overhead), 'under 3%'],
      ['of the wall time of stages: calls of the store', percent(median(inStore)), ''],
      ['... outside stages: pool, start of the worker', percent(median(inPool)), ''],
    ],
  );

  report.heading('Checkpoints');
  const networks = quick ? ['lenet-300-100'] : ['lenet-300-100', 'conv-6', 'resnet-18', 'vgg-19'];
  const costs = [];
  for (const network of networks) {
    report.progress(`checkpoints of ${network}`);
    costs.push(await checkpointCost(network, network === 'lenet-300-100' ? 40 : 4));
  }
  report.text(
    `Dense, with Adam's two moments and the weights of the best validation loss; written after every update here, with the disk's sync. By default one follows the last after ${CHECKPOINT_EVERY} s, or after 200 times what the last took where that is longer.`,
  );
  report.table(
    ['', 'MB', 'seconds', 'of training time at the default interval', 'target'],
    costs.map(({ network, bytes, seconds }) => [
      network,
      (bytes / 1e6).toFixed(1),
      seconds.toFixed(3),
      percent(seconds / Math.max(CHECKPOINT_EVERY, 200 * seconds)),
      'under 1%',
    ]),
  );

  report.heading('Resuming what is finished');
  report.progress('resume');
  const resumes = await resumeTime(quick ? 1 : 5);
  report.table(
    ['', 'stages', 'seconds, median', 'target'],
    [
      [
        'figure-3, preset paper',
        String(resumes[0]!.stages),
        median(resumes.map((r) => r.seconds)).toFixed(2),
        'under 2',
      ],
    ],
  );

  report.heading('Disk');
  report.progress('disk');
  const size = await trialSize(quick ? 2 : 28, quick ? 11 : 501);
  report.text(
    `One LeNet trial: ${size.stages} stages, curves of ${size.points} points as at preset \`paper\`.`,
  );
  report.table(
    ['', 'MB', 'files', 'target, MB'],
    [
      ['with trained survivors', (size.bytes / 1e6).toFixed(2), String(size.files), 'under 12'],
      [
        'masks alone (`--keep masks`)',
        (size.masksBytes / 1e6).toFixed(2),
        String(size.files),
        'under 1',
      ],
    ],
  );
};

const run = promisify(execFile);

/** In a process of its own, from the sources. */
async function runChain(order: ChainOrder): Promise<ChainResult> {
  const file = fileURLToPath(new URL('./sweep/chain-process.ts', import.meta.url));
  const args = ['--conditions=@sweepstake/source', file, JSON.stringify(order)];
  const { stdout } = await run(process.execPath, args);
  return JSON.parse(stdout) as ChainResult;
}
