import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { SubmittedArray } from '@sweepstake/cluster';
import { readJournals } from '@sweepstake/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installSlurm } from './install-slurm.ts';
import { signal } from './processes.ts';
import { startSlurm } from './start-slurm.ts';
import type { SlurmCluster } from './start-slurm.ts';
import { logOf, runProcesses, shardState, sweepstake } from './sweep.ts';
import { hashesIn, StageWatch } from './tree.ts';
import { waitUntil } from './wait-until.ts';

const missing = process.platform === 'linux' ? installSlurm() : 'Slurm runs on Linux';
if (missing !== null && !process.env['CI'])
  console.warn(`a sweep under Slurm is not tested here: ${missing}`);

/** Five trials of six stages; a trial takes about five seconds on one core. */
const SHARDS = 5;
const STAGES = 6 * SHARDS;
const CONFIG = ['figure-3', '--preset', 'tiny', '--trials', '5', '--set', 'iterations=1000'];
/** How long one thing may take on a machine that has other things to do, in seconds. */
const PATIENCE = 200;

describe.skipIf(missing !== null && !process.env['CI'])('a sweep under Slurm', () => {
  let cluster: SlurmCluster;
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-slurm-'));
  const root = join(folder, 'r');
  const at = (shard: number): string | undefined => shardState(cluster, array, shard)?.state;
  let array: SubmittedArray;

  beforeAll(async () => {
    expect(missing, 'Slurm cannot be installed').toBeNull();
    cluster = await startSlurm(['n1', 'n2', 'n3'], 1);
  }, 400_000);
  afterAll(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  /** Waits until a shard runs and has begun its work, as its process says in the log; its process. */
  const begun = (shard: number): Promise<number> =>
    waitUntil(`the work of shard ${shard}`, PATIENCE, () => {
      const state = at(shard) ?? '';
      if (['FAILED', 'COMPLETED', 'CANCELLED'].includes(state))
        throw new Error(`shard ${shard} has ended: ${state}`);
      const said = logOf(root, array.job, shard).includes('stages, ');
      return said ? (runProcesses(array.job, shard)[0] ?? null) : null;
    });
  /** Waits until a shard was queued again so many times. */
  const restarted = (shard: number, times: number): Promise<true> =>
    waitUntil(`requeue ${times} of shard ${shard}`, PATIENCE, () => {
      const state = shardState(cluster, array, shard);
      if (state?.state === 'FAILED') throw new Error(`shard ${shard} failed`);
      return state !== null && state.restarts >= times ? true : null;
    });
  const submit = async (): Promise<SubmittedArray> => {
    const flags = ['--cpus', '1', '--mem', '100M', '--trials-per-task', '1', '--time', '30'];
    const args = ['slurm', ...CONFIG, '--runs', 'r', '--tables', 't', ...flags, '--submit'];
    const { status, stdout, stderr } = await sweepstake(folder, cluster.env, ...args, '--json');
    expect(status, stderr).toBe(0);
    const { jobs } = JSON.parse(stdout) as { jobs: number[] };
    // The array, and the job of the tables.
    expect(jobs).toHaveLength(2);
    return { job: jobs[0]!, range: { first: 1, last: SHARDS } };
  };
  const queueIsEmpty = (): true | null => (cluster.ask('squeue', '-h').trim() === '' ? true : null);

  test(
    'survives a crash, a lost daemon, a time limit, a cancellation and a requeue, to the same bytes',
    { timeout: 900_000 },
    async () => {
      // Not beside the run folder of the shards, which would take its stages over.
      const args = ['run', ...CONFIG, '--runs', 'apart/local', '--tables', 'expected'];
      const local = await sweepstake(folder, cluster.env, ...args);
      expect(local.status, local.stderr).toBe(0);

      array = await submit();
      const watch = new StageWatch(root);
      try {
        await breakEverything();
      } catch (error) {
        const logs = [1, 2, 3, 4, 5].map((i) => `--- shard ${i}\n${logOf(root, array.job, i)}`);
        const queue = cluster.ask('squeue', '-r', '--states=all');
        const said = `${(error as Error).message}\n${queue}\n${logs.join('\n')}\n${cluster.logs()}`;
        throw new Error(said, { cause: error });
      } finally {
        watch.end();
      }
      expect(watch.changed, 'stages that were published twice').toEqual([]);
      expect(watch.size).toBe(STAGES);
      expect(hashesIn(root, 'stages/**/*')).toEqual(
        hashesIn(join(folder, 'apart/local'), 'stages/**/*'),
      );
      expect(hashesIn(join(folder, 't'))).toEqual(hashesIn(join(folder, 'expected')));
      expect(Object.keys(hashesIn(join(folder, 't'))).length).toBeGreaterThan(3);
    },
  );

  async function breakEverything(): Promise<void> {
    cluster.ask('scontrol', 'hold', `${array.job}_4`, `${array.job}_5`);
    const pids = [await begun(1), await begun(2), await begun(3)];
    const nodes = [1, 2, 3].map((shard) => shardState(cluster, array, shard)!.node!);
    expect(nodes.toSorted()).toEqual(['n1', 'n2', 'n3']);

    // Shard 1 loses its node, shard 2 its node's daemon. The latter stands still until it is started a second time.
    cluster.crash(nodes[0]!);
    cluster.killDaemon(nodes[1]!);
    signal(pids[1]!, 'SIGSTOP');
    // Shard 3 stands still until its time limit; Slurm wakes what it ends.
    signal(pids[2]!, 'SIGSTOP');
    cluster.ask('scontrol', 'update', `jobid=${array.job}_3`, 'EndTime=now+5seconds');

    await restarted(1, 1);
    await restarted(2, 1);
    cluster.startDaemon(nodes[0]!);
    await restarted(3, 1);
    expect(logOf(root, array.job, 3)).toContain('has work left and is queued again');
    cluster.ask('scontrol', 'update', `jobid=${array.job}_3`, 'TimeLimit=30');

    // The first process of shard 2 goes on when the second, which finds no claim, has begun the same stage.
    const stage = dropClaims(pids[1]!);
    await waitUntil('a second start of the stage', PATIENCE, () =>
      processesThat('started', stage).length === 2 ? true : null,
    );
    signal(pids[1]!, 'SIGCONT');

    cluster.ask('scontrol', 'release', `${array.job}_4`);
    await begun(4);
    cluster.ask('scancel', `${array.job}_4`);
    await waitUntil('the end of shard 4', PATIENCE, () => (at(4) === 'CANCELLED' ? true : null));
    cluster.ask('scontrol', 'release', `${array.job}_5`);
    await begun(5);
    cluster.ask('scontrol', 'requeue', `${array.job}_5`);
    await restarted(5, 1);

    await waitUntil('both ends of the stage', PATIENCE, () =>
      processesThat('finished', stage).length === 2 ? true : null,
    );
    cluster.startDaemon(nodes[1]!);
    await waitUntil('an empty queue', PATIENCE, queueIsEmpty);
    expect([1, 2, 3, 4, 5].map(at)).toEqual([
      'COMPLETED',
      'COMPLETED',
      'COMPLETED',
      'CANCELLED',
      'COMPLETED',
    ]);
    expect(hashesIn(join(folder, 't'))).not.toEqual(hashesIn(join(folder, 'expected')));

    // What was cancelled is left; the same command does it, and nothing else.
    array = await submit();
    await waitUntil('an empty queue', PATIENCE, queueIsEmpty);
    expect([1, 2, 3, 4, 5].map(at)).toEqual(Array.from({ length: SHARDS }, () => 'COMPLETED'));
    expect(logOf(root, array.job, 1)).toContain('all 6 stages were finished before');
  }

  /** Takes away the claim of a process, as a file system that loses it would; the stage it was for. */
  function dropClaims(pid: number): string {
    const [owner] = globSync(join(root, 'owners', `*-${pid}-*`));
    if (owner === undefined) throw new Error(`process ${pid} owns nothing in ${root}`);
    const { ino } = statSync(owner);
    const claims = globSync(join(root, 'claims', '*')).filter((file) => statSync(file).ino === ino);
    expect(claims).toHaveLength(1);
    rmSync(claims[0]!);
    return basename(claims[0]!);
  }

  /** Names of the processes that started or finished a stage, by their journals. */
  const processesThat = (kind: 'started' | 'finished', stage: string): string[] =>
    readJournals({ root })
      .filter(({ events }) => events.some((event) => event.kind === kind && event.id === stage))
      .map(({ name }) => name);

  test('options of sbatch reach Slurm as they were given', async () => {
    const comment = `it's "a" #1, \\ and 100% $HOME`;
    const args = ['slurm', ...CONFIG, '--runs', "it's 50% #1", '--cpus', '1', '--mem', '100M'];
    const flags = [
      '--sbatch',
      `--comment=${comment}`,
      '--sbatch=--hold',
      '--setup',
      ':',
      '--submit',
    ];
    const { status, stderr } = await sweepstake(folder, cluster.env, ...args, ...flags);
    expect(status, stderr).toBe(0);
    const file = join(folder, "it's 50% #1", 'slurm', 'submitted.json');
    const { arrays } = JSON.parse(readFileSync(file, 'utf8')) as { arrays: { job: number }[] };
    const shown = cluster.ask('squeue', '-h', '-j', String(arrays[0]!.job), '-o', '%k');
    expect(shown.trim()).toBe(comment);
    cluster.ask('scancel', '--user=root', '--state=PENDING');
  });

  test('an array that is too large for the site is split', async () => {
    const args = ['slurm', ...CONFIG, '--trials', '1002', '--trials-per-task', '1', '--runs', 'w'];
    const { status, stdout, stderr } = await sweepstake(folder, cluster.env, ...args);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('1002 trials in 1002 tasks of 2 arrays');
  });
});
