import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ArrayJob } from './array-job.ts';
import { sbatchScript } from './sbatch-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'sweepstake-sbatch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const JOB: ArrayJob = {
  name: 'figure-3-paper',
  folder: '/scratch/runs/slurm',
  workingFolder: '/home/me',
  command: ['sweepstake', 'run', 'figure-3', '--preset', 'paper'],
  shards: 16,
  range: { first: 1, last: 16 },
  cpus: 4,
  memory: '4G',
  time: '4:00:00',
  notice: 120,
  throttle: 8,
  partition: null,
  setup: [],
  options: [],
};

test('a script is what it should be, line by line', () => {
  const job: ArrayJob = {
    ...JOB,
    partition: 'long',
    setup: ['module load nodejs/24'],
    options: ['--account=physics', '-q night'],
  };
  const script = sbatchScript(job);
  expect(script.split('\n\n')[0]).toBe(
    [
      '#!/bin/bash',
      '#SBATCH --job-name=figure-3-paper',
      '#SBATCH --array=1-16%8',
      '#SBATCH --ntasks=1',
      '#SBATCH --cpus-per-task=4',
      '#SBATCH --mem=4G',
      '#SBATCH --time=4:00:00',
      '#SBATCH --signal=B:USR2@120',
      '#SBATCH --requeue',
      '#SBATCH --open-mode=append',
      '#SBATCH --chdir=/home/me',
      '#SBATCH --output=/scratch/runs/slurm/%A_%a.log',
      '#SBATCH --partition=long',
      '#SBATCH --account=physics',
      '#SBATCH -q night',
    ].join('\n'),
  );
  expect(script).toMatch(/\nmodule load nodejs\/24\n\nshard=\$\(\(SLURM_ARRAY_TASK_ID\)\)\n/);
  expect(script).toContain('  sweepstake run figure-3 --preset paper --shard "$shard/16" &\n');
});

test('a later array counts its shards on', () => {
  const script = sbatchScript({ ...JOB, shards: 1500, range: { first: 751, last: 1500 } });
  expect(script).toContain('#SBATCH --array=1-750%8\n');
  expect(script).toContain('shard=$((SLURM_ARRAY_TASK_ID + 750))\n');
});

test('what a line of options cannot hold plainly is quoted as sbatch reads it', () => {
  const job = {
    ...JOB,
    name: `it's "a" #1 \\`,
    folder: '/runs of 100% me',
    options: ['--comment=a b'],
  };
  const script = sbatchScript(job);
  expect(script).toContain(`#SBATCH --job-name="it's \\"a\\" #1 \\\\"\n`);
  expect(script).toContain('#SBATCH --output="/runs of 100%% me/%A_%a.log"\n');
  expect(script).toContain('#SBATCH --comment="a b"\n');
});

test.each([
  [{ time: '4h' }, /time limit is "4h"; give/],
  [{ memory: '4 GB' }, /memory is "4 GB"; give/],
  [{ cpus: 0 }, /cores of a task is 0; give a whole number from 1/],
  [{ throttle: 0 }, /tasks at the same time is 0/],
  [{ range: { first: 1, last: 17 } }, /last shard is 17; give a whole number from 1 to 16/],
  [{ notice: 7201 }, /notice is 7201 s, the time limit 14400 s; give/],
  [{ name: 'a\nb' }, /--job-name is "a\\nb", which has a control character/],
  [{ options: ['--array=1-3'] }, /'--array=1-3' cannot be passed on; the number of shards/],
  [{ options: ['-t 5'] }, /'-t 5' cannot be passed on; use --time/],
  [{ options: ['account=x'] }, /'account=x' cannot be passed on; give one option, as in --account/],
  [{ options: ['--account=x\n--array=1'] }, /has a control character/],
  [{ folder: '/a\\b' }, /folder of logs is .* which has a backslash/],
] as const)('%o is refused', (changed, message) => {
  expect(() => sbatchScript({ ...JOB, ...changed })).toThrow(message);
});

/** A stand-in for scontrol that says why the job ends and notes what it is asked; bash itself is the real one. */
function scontrol(reason: string): string {
  const file = join(folder, 'scontrol');
  writeFileSync(
    file,
    `#!/bin/sh\necho "$@" >> '${folder}/asked'\n[ "$1" = requeue ] || echo "JobState=COMPLETING Reason=${reason}"\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

interface Played {
  readonly status: number | null;
  readonly said: string;
  readonly asked: string;
}

/** Runs a script whose command is a line of shell; once it has said `listening` it gets the signal, if there is one. */
async function play(
  shell: string,
  signal: 'SIGUSR2' | 'SIGTERM' | null,
  { reason = 'None', restarts = '0', setup = [] as readonly string[] } = {},
): Promise<Played> {
  scontrol(reason);
  writeFileSync(join(folder, 'asked'), '');
  const file = join(folder, 'job.sh');
  writeFileSync(file, sbatchScript({ ...JOB, command: ['bash', '-c', shell, 'job'], setup }));
  execFileSync('bash', ['-n', file]);
  const child = spawn('bash', [file], {
    env: {
      PATH: `${folder}:${process.env['PATH']}`,
      SLURM_ARRAY_JOB_ID: '77',
      SLURM_ARRAY_TASK_ID: '3',
      SLURM_RESTART_COUNT: restarts,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = said.includes('listening');
    said += text;
    if (signal !== null && !before && said.includes('listening')) child.kill(signal);
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, said, asked: readFileSync(join(folder, 'asked'), 'utf8') };
}

/** Says what it was given, then waits for USR2 and ends with a status. */
const until = (status: number): string =>
  `trap 'echo stopping; exit ${status}' USR2; echo "$@"; echo listening; while :; do sleep 0.05; done`;

describe('the script under bash', () => {
  test('has the status of its command', async () => {
    for (const status of [0, 1, 2, 42]) {
      const played = await play(`echo "$@"; exit ${status}`, null);
      expect(played, `status ${status}`).toMatchObject({ status, asked: '' });
      expect(played.said).toMatch(/^shard 3 of 16, job 77_3 on .*, start 1\n--shard 3\/16\n$/);
    }
  });

  test('passes USR2 on once and queues itself again after status 75', async () => {
    const played = await play(until(75), 'SIGUSR2');
    expect(played.status).toBe(75);
    expect(played.said.match(/stopping/g)).toHaveLength(1);
    expect(played.said).toContain('shard 3 has work left and is queued again');
    expect(played.asked).toBe('requeue 77_3\n');
  });

  test('does not queue itself again where the command was done all the same, or refuses to go on', async () => {
    expect(await play(until(0), 'SIGUSR2')).toMatchObject({ status: 0, asked: '' });
    expect(await play(until(42), 'SIGUSR2')).toMatchObject({ status: 42, asked: '' });
  });

  test('queues itself again where the command did not listen to USR2 yet', async () => {
    const played = await play('echo listening; sleep 60', 'SIGUSR2');
    expect(played).toMatchObject({ status: 75, asked: 'requeue 77_3\n' });
  });

  test('does not start the command where USR2 came before', async () => {
    const setup = ['kill -USR2 $$'];
    const played = await play('echo started', null, { setup });
    expect(played).toMatchObject({ status: 75, asked: 'requeue 77_3\n' });
    expect(played.said).not.toContain('started');
  });

  test('after TERM queues itself again at the time limit only', async () => {
    // Slurm sends TERM to the command as well; here it ends by itself.
    const shell = 'echo listening; sleep 0.3; exit 75';
    const limit = await play(shell, 'SIGTERM', { reason: 'TimeLimit' });
    expect(limit).toMatchObject({ status: 75, asked: 'show job 77_3\nrequeue 77_3\n' });
    const cancelled = await play(shell, 'SIGTERM');
    expect(cancelled).toMatchObject({ status: 75, asked: 'show job 77_3\n' });
    expect(cancelled.said).toContain('shard 3 was cancelled with work left');
  });

  test('gives up after a thousand starts', async () => {
    const played = await play('exit 75', null, { restarts: '1000' });
    expect(played).toMatchObject({ status: 75, asked: '' });
    expect(played.said).toContain('after 1000 requeues: submit it again');
  });
});
