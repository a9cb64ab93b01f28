import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@sweepstake/store';
import { describe, expect, test } from 'vitest';
import { command, filesIn, testFolder } from './testing/command.ts';

const SMOKE = ['run', 'figure-3', '--preset', 'tiny', '--trials', '1', '--set', 'iterations=20'];

const CASES: readonly (readonly [string, RegExp])[] = [
  ['run figure-46', /unknown experiment 'figure-46'; nearest valid names: figure-4/],
  ['run figure-3 --preset papre', /unknown preset 'papre' of figure-3; it has .*quick.*paper/],
  ['run figure-3 --network lenett', /unknown model 'lenett'; nearest valid names: lenet/],
  ['run figure-3 --dataset mnits', /unknown data set 'mnits'; did you mean mnist/],
  ['run figure-3 --backend engin', /unknown backend 'engin'; nearest valid names: engine/],
  ['run figure-3 --backend tfjs-wasm --fast-math', /fast math is not there on tfjs-wasm; leave it/],
  ['run figure-3 --set rate.hidden=1', /unknown key 'rate.hidden'; .*: rates.hidden/],
  ['run figure-3 --set rates.hidden', /'rates.hidden' is not of the form key=value/],
  ['run figure-3 --set rates.hidden=1.5', /rates.hidden is 1.5; it must be a number from 0 to 1/],
  ['run figure-3 --set rates.hidden=1', /layer fc1.weight of lenet-300-100 would have no weight/],
  ['run figure-3 --trials many', /trials is "many"; it must be a whole number, 1 or more/],
  ['run figure-3 --workers 0', /--workers is "0"; give a positive integer/],
  ['run figure-3 --threads 0', /--threads is "0"; give a positive integer, as in --threads 2/],
  ['run figure-3 --shard 0/3', /--shard is "0\/3"; give part and number of parts/],
  ['run figure-3 --shard 4/3', /--shard is "4\/3"; give .*, as in --shard 3\/16/],
  ['run figure-3 --shard 3', /--shard is "3"; give part and number of parts, counted from 1/],
  ['run figure-3 --keep tickets', /--keep is "tickets"; give survivors or masks/],
  ['run figure-3 --checkpoint-every soon', /--checkpoint-every is "soon"; give seconds/],
  ['run figure-3 --set scaling=loud', /unknown scaling of mnist 'loud'; did you mean unit/],
  ['run figure-3 --network mlp-64-10', /mlp-64-10 has 64 inputs, data set mnist needs 784/],
  ['run figure-3 --network mlp-784-9', /mlp-784-9 has 9 outputs, data set mnist needs 10/],
  ['run figure-3 --set batch=56000', /batch is 56000, but mnist leaves 55000 training examples/],
  ['run figure-3 --preste tiny', /unknown option '--preste' \(Did you mean --preset\?\)/],
  ['run', /name an experiment \(figure-1, .*\), its file, or describe a run with --config FILE/],
  ['run --config none.yaml', /cannot read none.yaml: no such file/],
  ['rnu', /unknown command 'rnu' \(Did you mean run\?\)/],
  ['list modles', /cannot list 'modles'; choose experiments, models, datasets, backends/],
  ['aggregate figure-3', /runs holds no run of figure-3; run it first/],
  ['figure figure-3 --runs none', /none holds no run of figure-3; run it first/],
  [
    'figure figure-7 --preset paper --set trials=2',
    /no run of .*; run it first \(sweepstake run figure-7 --preset paper --set trials=2\)/,
  ],
  ['status --runs none', /run folder .*none does not exist/],
  ['status --json --watch', /--json and --watch exclude each other; leave one out/],
  ['plan figure-46', /unknown experiment 'figure-46'; nearest valid names: figure-4/],
  ['plan figure-3 --network mlp-64-10', /mlp-64-10 has 64 inputs, data set mnist needs 784/],
  ['plan figure-3 --shard 2/1', /--shard is "2\/1"; give part and number of parts/],
  ['retry', /retry needs --failed, which says what is tried again; add it/],
  ['retry --failed --runs none', /run folder .*none does not exist/],
  ['clean --runs none', /run folder .*none does not exist/],
  ['clean --stale-after long', /--stale-after is "long"; give seconds, as in --stale-after 60/],
  ['verify --runs none', /run folder .*none does not exist/],
  ['measure', /missing required argument 'metric'/],
  ['measure acuracy', /unknown metric 'acuracy'; choose accuracy or loss/],
  ['measure loss --subset all', /--subset is "all"; give train, validation, test/],
  ['measure loss', /runs holds no run of any experiment; run one first/],
  ['data get mnits', /unknown data set 'mnits'; did you mean mnist/],
  ['doctor --plan conv-9', /unknown model 'conv-9'; nearest valid names: conv-2/],
  [
    'doctor --plan conv-2 --remaining 0',
    /--remaining is "0"; give a percentage of weights above 0/,
  ],
  ['doctor --plan conv-2 --remaining 101', /--remaining is "101"; give .* at most 100/],
  ['doctor --plan conv-2 --remaining few', /--remaining is "few"; give a percentage/],
  ['doctor --plan conv-2 --batch 0', /--batch is "0"; give a whole number of examples/],
  ['doctor --remaining 15', /--remaining means nothing without --plan <network>; add/],
  ['replay none.safetensors', /cannot read none.safetensors: no such file/],
  ['replay none.safetensors --backend jax', /unknown backend 'jax'/],
];

describe('usage and configuration: one clear line, status 2, and nothing is made', () => {
  test.concurrent.each(CASES)('%s', async (line, message) => {
    const folder = testFolder();
    const { status, stdout, stderr } = await command(folder, line.split(' '));
    expect(stderr).toMatch(/^sweepstake: [^\n]*\n$/);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(filesIn(folder)).toEqual({});
  });
});

test.concurrent('a run file that is wrong is refused by its name, key and value', async () => {
  const folder = testFolder();
  const refused = async (text: string) => {
    writeFileSync(join(folder, 'my.yaml'), text);
    const { status, stderr } = await command(folder, ['run', '--config', 'my.yaml']);
    expect(status).toBe(2);
    return stderr;
  };
  expect(await refused('experiment: [')).toMatch(/^sweepstake: my.yaml is not a run file: .*\n$/);
  expect(await refused('- 1')).toContain('it is not a list of keys and values');
  expect(await refused('experiment: figure-3\nrates: {hiden: 0.2}')).toContain(
    "unknown key 'rates.hiden'; nearest valid names: rates.hidden",
  );
  expect(await refused('experiment: figure-3\nbatch: many')).toContain('batch is "many"; it must');
});

test.concurrent('an experiment and a run file are told apart', async () => {
  const folder = testFolder();
  const { status, stdout } = await command(folder, ['schema', '--experiment']);
  expect([status, stdout.slice(0, 1)]).toEqual([0, '{']);
  writeFileSync(join(folder, 'mine.yaml'), 'name: mine\npresets: {}\nplots: []');
  writeFileSync(join(folder, 'run.yaml'), 'experiment: figure-3');
  const asRun = await command(folder, ['plan', '--config', 'mine.yaml']);
  expect(asRun.stderr).toContain('without --config: sweepstake run mine.yaml');
  const asExperiment = await command(folder, ['plan', './run.yaml']);
  expect(asExperiment.stderr).toContain('sweepstake run --config ./run.yaml');
  expect([asRun.status, asExperiment.status]).toEqual([2, 2]);
});

test.concurrent('a file in the place of a folder is said to be one', async () => {
  const folder = testFolder();
  expect((await command(folder, SMOKE)).status).toBe(0);
  writeFileSync(join(folder, 'file'), '');
  const drawn = await command(folder, [
    'figure',
    'figure-3',
    '--preset',
    'tiny',
    '--figures',
    'file',
  ]);
  expect(drawn.stderr).toMatch(
    /^sweepstake: cannot write file.figure-3-tiny.*svg: a part of its path is a file; name another folder and try again\n$/,
  );
  expect(drawn.status).toBe(1);
  const status = await command(folder, ['status', '--runs', '.']);
  expect(status.stderr).toMatch(/ is no run folder: it has no sweepstake.json; name one/);
});

test.concurrent('no network and no data: the remedy is named, and what was run stays', async () => {
  const folder = testFolder();
  const { status, stderr } = await command(folder, ['run', 'figure-3']);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^sweepstake: mnist: .* could not be downloaded .*ENOTFOUND.*strokes.*\n$/,
  );
});

test.concurrent('a truncated data file is named, with what to do', async () => {
  const folder = testFolder();
  mkdirSync(join(folder, 'data/mnist'), { recursive: true });
  writeFileSync(join(folder, 'data/mnist/train-images-idx3-ubyte.gz'), new Uint8Array(1000));
  const env = { SWEEPSTAKE_DATA: join(folder, 'data') };
  const problem = /train-images-idx3-ubyte.gz.*truncated, 1000 bytes instead of \d+/;
  const run = await command(folder, ['run', 'figure-3'], env);
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(/^sweepstake: [^\n]*\n$/);
  expect(run.stderr).toMatch(problem);
  const start = await command(folder, ['quickstart'], env);
  expect(start).toMatchObject({ status: 2, stderr: run.stderr });
  const verify = await command(folder, ['data', 'verify', 'mnist'], env);
  expect(verify.status).toBe(1);
  expect(verify.stdout).toMatch(/wrong .*truncated/);
});

test.concurrent('a trial whose loss is not finite is recorded as diverged, and the report says so', async () => {
  const folder = testFolder();
  const wild = ['--set', 'optimizer.kind=sgd', '--set', 'learning_rate=1e30'];
  const { status, stdout } = await command(folder, [...SMOKE, ...wild]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/Left out of every number: 1 diverged run \(ticket at 100%/);
  expect(stdout).toMatch(/not done: trial 0 round 1 prune: .* diverged at iteration \d+/);
  expect(stdout).toMatch(/not run because of that: 4 stages/);
  const report = await command(folder, ['status']);
  expect(report.stdout).toContain('diverged: trial 0 round 0 ticket');
  expect(report.stdout).toContain('failed: trial 0 round 1 prune');
});

test.concurrent('results of another numerics version are refused; a half-written stage is run again', async () => {
  const folder = testFolder();
  const first = await command(folder, SMOKE);
  expect(first.status, first.stderr).toBe(0);
  const tables = filesIn(join(folder, 'tables/figure-3-tiny-iterations-20'));

  const runs = join(folder, 'runs/figure-3-tiny');
  const [stage = ''] = globSync('stages/*/*.stage', { cwd: runs });
  truncateSync(join(runs, stage), 100);
  mkdirSync(join(runs, 'tmp', 'leftover'), { recursive: true });
  const again = await command(folder, SMOKE);
  expect(again.status, again.stderr).toBe(0);
  expect(again.stdout).toMatch(/6 of 6 stages are finished \(5 of them before\)/);
  expect(filesIn(join(folder, 'tables/figure-3-tiny-iterations-20'))).toEqual(tables);

  openStore(join(folder, 'other'), { numerics: 'engine-0' });
  const other = await command(folder, [...SMOKE, '--runs', 'other']);
  expect(other.status).toBe(42);
  expect(other.stderr).toMatch(/^sweepstake: .* holds results of numerics engine-0, this is .*\n$/);
});

test('a full disk ends the run with one clear line, and continues when there is space', async (context) => {
  const folder = testFolder();
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const mount = (options: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'pipe' });
  try {
    mount('size=256k');
  } catch {
    return context.skip('cannot mount a small file system here');
  }
  try {
    const { status, stdout } = await command(folder, [...SMOKE, '--runs', 'disk']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/not done: .*: no space left in .*everything finished is kept/);
    mount('remount,size=64m');
    const rest = await command(folder, [...SMOKE, '--runs', 'disk']);
    expect(rest.status, rest.stderr).toBe(0);
    expect(rest.stdout).toMatch(/6 of 6 stages are finished \([1-5] of them before\)/);
  } finally {
    execFileSync('umount', [disk]);
  }
});
