import { describe, expect, test } from 'vitest';
import { command, start, testFolder } from './testing/command.ts';

const COMMANDS = [
  '',
  'quickstart',
  'run',
  'plan',
  'aggregate',
  'figure',
  'claims',
  'report',
  'serve',
  'measure',
  'status',
  'retry',
  'clean',
  'verify',
  'list',
  'data',
  'data get',
  'data verify',
  'data path',
  'record',
  'replay',
  'doctor',
  'tune',
  'schema',
  'native',
  'native install',
  'native status',
  'native remove',
];

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');

describe('help fits 80 columns and shows examples', () => {
  test.concurrent.each(COMMANDS)('sweepstake %s', async (line) => {
    const { status, stdout } = await command(testFolder(), [...words(line), '--help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Examples:\n  \$ sweepstake /);
    for (const shown of stdout.split('\n')) expect(shown.length, shown).toBeLessThanOrEqual(80);
  });
});

const json = async (line: string): Promise<unknown> => {
  const { status, stdout, stderr } = await command(testFolder(), words(line), {
    SWEEPSTAKE_NATIVE: '',
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
};

describe('JSON for programs parses', () => {
  test.concurrent.each([
    ['list experiments --json', 'figure-3'],
    ['list models --json', 'lenet-300-100'],
    ['list datasets --json', 'strokes'],
    ['list backends --json', 'engine'],
  ])('%s', async (line, name) => {
    expect(await json(line)).toContainEqual(expect.objectContaining({ name }));
  });

  test.concurrent('doctor --json', async () => {
    expect(await json('doctor --json')).toMatchObject({
      simd: { strict: true },
      data: [
        { name: 'mnist', state: 'missing' },
        { name: 'fashion-mnist' },
        { name: 'cifar-10', state: 'missing' },
        { name: 'strokes', state: 'embedded' },
        { name: 'strokes-32', state: 'embedded' },
      ],
      native: { state: 'missing', remedy: 'sweepstake native install' },
      advice: [
        ...['mnist', 'fashion-mnist', 'cifar-10'].map((name) =>
          expect.stringContaining(`data get ${name}`),
        ),
        expect.stringContaining('sweepstake native install'),
      ],
    });
  });

  test.concurrent('schema and status --json', async () => {
    expect(await json('schema')).toMatchObject({ type: 'object', required: ['experiment'] });
    expect(await json('status --json')).toEqual([]);
  });
});

test.concurrent('a reader that closes the pipe ends the command quietly', async () => {
  const { child, ended } = start(testFolder(), ['schema']);
  child.stdout?.destroy();
  expect(await ended).toMatchObject({ status: 0, stderr: '' });
});
