import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@sweepstake/store';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { command, filesIn, testFolder } from './testing/command.ts';
import { stagesIn } from './testing/stages-in.ts';

const SMOKE = ['figure-3', '--preset', 'tiny', '--trials', '3', '--set', 'iterations=40'];

describe('help fits 80 columns and shows examples', () => {
  test.concurrent.each(['slurm', 'k8s', 'shards'])('sweepstake %s', async (name) => {
    const { status, stdout } = await command(testFolder(), [name, '--help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Examples:\n  \$ sweepstake /);
    for (const shown of stdout.split('\n')) expect(shown.length, shown).toBeLessThanOrEqual(80);
  });
});

const BAD: readonly (readonly [string, RegExp])[] = [
  ['slurm', /name an experiment/],
  ['slurm figure-46', /unknown experiment 'figure-46'/],
  ['slurm figure-3 --time 4h', /time limit is "4h"; give hours:minutes:seconds/],
  ['slurm figure-3 --time 3 --notice 100', /notice is 100 s, the time limit 180 s/],
  ['slurm figure-3 --mem 4GB', /memory is "4GB"; give a whole number and K, M, G or T/],
  ['slurm figure-3 --cpus none', /--cpus is "none"; give a positive integer/],
  ['slurm figure-3 --throttle 0', /--throttle is "0"; give a positive integer/],
  ['slurm figure-3 --trials-per-task 0', /--trials-per-task is "0"/],
  ['slurm figure-3 --max-array-size 1', /MaxArraySize is 1; give a whole number from 2/],
  ['slurm figure-3 --sbatch=--array=1-9', /'--array=1-9' cannot be passed on/],
  ['slurm figure-3 --submit --dry-run', /--submit and --dry-run exclude each other/],
  ['k8s figure-3', /required option '--image <image>' not specified/],
  ['k8s figure-3 --image x --name A_b', /name is "A_b"; give at most 52 small letters/],
  ['k8s figure-3 --image x --config run.yaml', /pods do not see run.yaml; name the experiment/],
  ['shards figure-3 -n some', /--count is "some"; give a positive integer/],
];

describe('usage and configuration: one clear line, status 2, and nothing is made', () => {
  test.concurrent.each(BAD)('%s', async (line, message) => {
    const folder = testFolder();
    const { status, stdout, stderr } = await command(folder, line.split(' '));
    expect(stderr).toMatch(/^sweepstake: [^\n]*\n$/);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(filesIn(folder)).toEqual({});
  });
});

test('the lines of shards, run by a shell in any order, make the tables of one run', async () => {
  const folder = testFolder();
  const where = ['--runs', 'r'];
  // In a folder of its own, so that nothing is taken over from it.
  const other = testFolder();
  const whole = await command(other, ['run', ...SMOKE, '--runs', 'whole', '--tables', 'expected']);
  expect(whole.status, whole.stderr).toBe(0);
  const { status, stdout, stderr } = await command(folder, [
    'shards',
    ...SMOKE,
    ...where,
    '-n',
    '2',
  ]);
  expect(status, stderr).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines.toReversed()) execFileSync('sh', ['-c', line], { cwd: folder });
  expect(stagesIn(join(folder, 'r'))).toEqual(stagesIn(join(other, 'whole')));
  const made = await command(folder, ['aggregate', 'figure-3', ...where, '--tables', 't']);
  expect(made.status, made.stderr).toBe(0);
  expect(filesIn(join(folder, 't'))).toEqual(filesIn(join(other, 'expected')));
}, 120_000);

test('there are no more shards than trials', async () => {
  const args = ['shards', ...SMOKE, '-n', '16', '--command', '/opt/sweepstake/sweepstake'];
  const { status, stdout, stderr } = await command(testFolder(), args);
  expect(status).toBe(0);
  expect(stderr).toBe('a shard is one trial at least: 3 trials, 3 shards\n');
  expect(stdout.split('\n')[0]).toMatch(
    /^\/opt\/sweepstake\/sweepstake run figure-3 --preset tiny --trials 3 --set iterations=40 --runs .*\/runs\/figure-3-tiny --shard 1\/3$/,
  );
});

test('the manifest of k8s is YAML of the Job that --json prints', async () => {
  const args = ['k8s', ...SMOKE, '--image', 'me/sweepstake:1', '--cpus', '2', '--shards', '2'];
  const yaml = await command(testFolder(), args);
  expect(yaml.status, yaml.stderr).toBe(0);
  const json = await command(testFolder(), [...args, '--json']);
  const manifest = parse(yaml.stdout) as { metadata: unknown; spec: { completions: number } };
  expect(manifest).toEqual(JSON.parse(json.stdout));
  expect(manifest.spec.completions).toBe(2);
  expect(yaml.stdout).toContain(
    'exec sweepstake run figure-3 --preset tiny --trials 3 --set iterations=40 ' +
      '--runs /sweep/runs/figure-3-tiny-iterations-40 --workers 2 ' +
      '--tables /sweep/tables/figure-3-tiny-iterations-40 --shard "$((JOB_COMPLETION_INDEX + 1))/2"',
  );
});

test('a dry run of slurm prints the scripts and writes nothing', async () => {
  const folder = testFolder();
  const args = ['slurm', ...SMOKE, '--trials-per-task', '1', '--dry-run', '--throttle', '2'];
  const { status, stdout, stderr } = await command(folder, [...args, '--setup', 'module load x']);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('#SBATCH --array=1-3%2\n');
  expect(stdout).toContain('\nmodule load x\n');
  expect(stdout).toMatch(/ run figure-3 --preset tiny .* --shard "\$shard\/3" &\n/);
  expect(stdout).toMatch(/exec .* aggregate figure-3 --preset tiny --trials 3 --set iterations=40/);
  expect(readdirSync(folder)).toEqual([]);
});

test('slurm without Slurm writes scripts that bash accepts, and the plan; --submit then says what is missing', async () => {
  const folder = testFolder();
  writeFileSync(
    join(folder, 'my.yaml'),
    'experiment: figure-3\npreset: tiny\niterations: 40\nreinit: {rounds: [1]}\n',
  );
  const args = [
    'slurm',
    '--config',
    'my.yaml',
    '--trials',
    '3',
    '--runs',
    'r',
    '--max-array-size',
    '2',
  ];
  const flags = ['--trials-per-task', '1'];
  const env = { PATH: '/nowhere' };
  const { status, stdout, stderr } = await command(folder, [...args, ...flags], env);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('3 trials in 3 tasks of 3 arrays');
  const own = join(folder, 'r', 'slurm');
  const scripts = readdirSync(own).filter((name) => name.endsWith('.sbatch'));
  expect(scripts).toHaveLength(4);
  for (const name of scripts) execFileSync('bash', ['-n', join(own, name)]);

  // The run file may be edited now; jobs have what it said.
  writeFileSync(join(folder, 'my.yaml'), 'experiment: figure-3\npreset: tiny\niterations: 60\n');
  const [frozen] = readdirSync(own).filter((name) => name.endsWith('.json'));
  const config = ['run', '--config', join(own, frozen!), '--runs', 'r', '--shard', '1/3'];
  const ran = await command(folder, config);
  expect(ran.status, ran.stderr).toBe(0);
  const store = openStore(join(folder, 'r'), { create: false });
  const plan = store.plan() as { plans: { config: object; stages: unknown[] }[] };
  expect(plan.plans).toHaveLength(1);
  expect(plan.plans[0]!.config).toEqual(JSON.parse(readFileSync(join(own, frozen!), 'utf8')));

  const refused = await command(folder, [...args, ...flags, '--submit'], env);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toBe(
    'sweepstake: sbatch is not installed here; submit on a machine of the cluster, or leave out --submit\n',
  );
  expect(existsSync(join(own, 'submitted.json'))).toBe(false);
});
