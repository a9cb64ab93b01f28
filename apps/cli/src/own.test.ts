import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { command, filesIn, testFolder } from './testing/command.ts';
import { NETWORK, writeBars } from './testing/own-files.ts';

const SETTINGS = ['trials=1', 'iterations=20', 'validation=50', 'batch=20'];
const SET = SETTINGS.flatMap((setting) => ['--set', setting]);
const TINY = ['figure-3', '--preset', 'tiny'];
const RUN = ['run', ...TINY, ...SET, '--tables', 't', '--workers', '2'];
const OWN = ['--network', './nets/net.json', '--dataset', './bars'];

/** A folder with both files in it. */
function ownFolder(): string {
  const folder = testFolder();
  mkdirSync(join(folder, 'nets'));
  writeFileSync(join(folder, 'nets', 'net.json'), JSON.stringify(NETWORK));
  writeBars(join(folder, 'bars'));
  return folder;
}

const ok = async (folder: string, args: readonly string[], env?: Record<string, string>) => {
  const { status, stdout, stderr } = await command(folder, args, env);
  expect(status, stderr).toBe(0);
  return stdout;
};

let folder: string;
let tables: Record<string, string>;
beforeAll(async () => {
  folder = ownFolder();
  const stdout = await ok(folder, [...RUN, ...OWN]);
  expect(stdout).toContain(`data: Bars from ${join(folder, 'bars')}`);
  tables = filesIn(join(folder, 't'));
}, 120_000);

test('a network file and a folder of arrays are trained, under names that say what they hold', () => {
  const rows = tables['trials.csv']!.split('\n').slice(1, -1);
  expect(rows.length).toBeGreaterThan(50);
  for (const row of rows) expect(row).toMatch(/,bars@[0-9a-f]{12},.*,my-net@[0-9a-f]{12},/);
  expect(tables['trials.csv']).not.toMatch(/NaN|Infinity/);
});

test('what was run is known by name afterwards, without its files', async () => {
  const away = join(folder, 'away');
  mkdirSync(away);
  for (const name of ['nets', 'bars']) renameSync(join(folder, name), join(away, name));
  const status = JSON.parse(await ok(folder, ['status', '--json'])) as { finished: number }[];
  expect(status).toMatchObject([{ stages: 6, finished: 6 }]);
  rmSync(join(folder, 't'), { recursive: true });
  await ok(folder, ['aggregate', ...TINY, '--tables', 't']);
  expect(filesIn(join(folder, 't'))).toMatchObject({ 'trials.csv': tables['trials.csv'] });
  const drawn = await ok(folder, ['figure', ...TINY, '--figures', 'f']);
  expect(drawn).toContain('.svg');
  const svg = readdirSync(join(folder, 'f')).find((name) => name.endsWith('.svg'))!;
  expect(readFileSync(join(folder, 'f', svg), 'utf8')).toContain('Bars');
  for (const name of ['nets', 'bars']) renameSync(join(away, name), join(folder, name));
});

test('a moved folder is asked for by name, and named once more it is known from then on', async () => {
  const own = JSON.parse(readFileSync(join(folder, 'runs/figure-3-tiny/own.json'), 'utf8')) as {
    networks: object;
    datasets: object;
  };
  const [network, dataset] = [Object.keys(own.networks)[0]!, Object.keys(own.datasets)[0]!];
  const named = ['--network', network, '--dataset', dataset];
  expect(await ok(folder, [...RUN, ...named])).toContain('all 6 stages were finished before');

  const old = join(folder, 'bars');
  renameSync(old, join(folder, 'moved'));
  const longer = ['--set', 'iterations=21', ...named];
  const lost = await command(folder, [...RUN, ...longer]);
  expect(lost.status).toBe(2);
  expect(lost.stderr).toContain(
    `the files of data set ${dataset} are not where they were: ${old} is not there; put them back, ` +
      'or name their new place with --dataset FOLDER',
  );
  const found = await ok(folder, [...RUN, '--dataset', './moved', '--network', network]);
  expect(found).toContain('all 6 stages were finished before');
  expect(await ok(folder, [...RUN, ...longer])).toContain(`from ${join(folder, 'moved')}`);
  renameSync(join(folder, 'moved'), old);
});

test('paths of a run file are relative to it, and the same stages come out elsewhere', async () => {
  const other = ownFolder();
  mkdirSync(join(other, 'deep'));
  const lines = ['network: ../nets/net.json', 'dataset: ../bars/dataset.json'];
  const settings = SETTINGS.map((setting) => setting.replace('=', ': '));
  const text = ['experiment: figure-3', 'preset: tiny', ...lines, ...settings].join('\n');
  writeFileSync(join(other, 'deep', 'run.yaml'), text);
  await ok(other, ['run', '--config', 'deep/run.yaml', '--tables', 't']);
  expect(filesIn(join(other, 't'))).toEqual(tables);
});

test('shards get absolute paths, the rest of the command knows them, and pods get none', async () => {
  const lines = await ok(folder, ['shards', ...TINY, ...SET, ...OWN]);
  expect(lines).toContain(
    `--dataset ${join(folder, 'bars')} --network ${join(folder, 'nets/net.json')}`,
  );
  const plan = await ok(folder, ['plan', ...TINY, ...SET, ...OWN]);
  expect(plan).toMatch(/my-net@\w+ on bars@\w+/);
  const record = [
    'record',
    ...TINY,
    ...SET,
    ...OWN,
    '--round',
    '1',
    '--steps',
    '2',
    '--out',
    'r.st',
  ];
  await ok(folder, record);
  const repeated = await ok(folder, ['replay', 'r.st', '--network', './nets/net.json']);
  expect(repeated).toContain('agrees');
  const pods = await command(folder, ['k8s', ...TINY, '--image', 'i', '--pvc', 'p', ...OWN]);
  expect(pods).toMatchObject({ status: 2 });
  expect(pods.stderr).toContain('pods do not see ./nets/net.json');
});

test('data check says what a folder holds, and how to train on it', async () => {
  const text = await ok(folder, ['data', 'check', './bars']);
  expect(text).toMatch(/^bars@[0-9a-f]{12}: Bars, 1x4x4 float32, 3 classes\n/);
  expect(text).toContain('100 of each class');
  expect(text).toContain(`--dataset ${join(folder, 'bars')} --set validation=25`);
  const json = JSON.parse(await ok(folder, ['data', 'check', './bars', '--json'])) as object;
  expect(json).toMatchObject({ examplesByClass: { train: [100, 100, 100], test: [20, 20, 20] } });
});

test.each([
  ['--network ./none.json', /cannot read .*none\.json: no such file/],
  ['--network ./broken.json', /broken\.json is not JSON: /],
  [
    '--network ./wrong.json',
    /\.\/wrong\.json: layers\[0\]\.kind is "tanh"; it must be one of dense/,
  ],
  ['--network ./narrow.json', /network narrow@\w+ has 15 inputs, data set \S+ needs 784/],
  ['--dataset ./nets', /nets is not the folder of a data set: its dataset\.json cannot be read/],
  ['--dataset bars', /unknown data set 'bars'; .* as in \.\/bars/],
  ['--dataset bars@0123456789ab', /the folder of data set bars@0123456789ab was not read/],
  ['--network my-net@0123456789ab', /the file of network my-net@0123456789ab was not loaded/],
  ['--network ./nets/net.json', /my-net@\w+ has 16 inputs, data set strokes needs 784/],
  [
    '--dataset ./bars --network ./nets/net.json',
    /leaves 0 training examples .* set batch or valid/,
  ],
])('run figure-3 %s is refused', async (args, message) => {
  writeFileSync(join(folder, 'broken.json'), '{"name": ');
  const wrong = { ...NETWORK, layers: [{ kind: 'tanh' }] };
  writeFileSync(join(folder, 'wrong.json'), JSON.stringify(wrong));
  const narrow = { name: 'narrow', input: [15], layers: [{ kind: 'dense', out: 10 }], classes: 10 };
  writeFileSync(join(folder, 'narrow.json'), JSON.stringify(narrow));
  const { status, stderr } = await command(folder, ['run', ...TINY, ...args.split(' ')]);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('a damaged own.json is refused with what to do', async () => {
  const file = join(folder, 'runs/figure-3-tiny/own.json');
  const text = readFileSync(file, 'utf8');
  const damaged = [
    '{',
    '{"format": 9}',
    '{"format": 1, "networks": {}, "datasets": {"x": {}}}',
    text.replace('"out": 3', '"out": 4'),
  ];
  for (const content of damaged) {
    writeFileSync(file, content);
    const { status, stderr } = await command(folder, ['status']);
    expect(status, content).toBe(2);
    expect(stderr).toMatch(
      /own\.json cannot be read \(.*\); delete it, and name networks and data/,
    );
  }
  const verified = await command(folder, ['verify', '--json']);
  expect(verified.status).toBe(1);
  expect(JSON.parse(verified.stdout)).toMatchObject([{ damaged: [{ file: 'own.json' }] }]);
  rmSync(file);
  expect(await ok(folder, [...RUN, ...OWN])).toContain('all 6 stages were finished before');
  expect(await ok(folder, ['status'])).toContain('finished: 6 of 6 stages');
});
