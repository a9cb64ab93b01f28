import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellLine, shellWord } from './shell-line.ts';

const WORDS = [
  'figure-3',
  'rates.hidden=0.3',
  '',
  ' ',
  'a b',
  "it's",
  '"',
  '$HOME',
  '`id`',
  '$(id)',
  'a\nb',
  '\\',
  '\\n',
  '*',
  '~',
  '#no comment',
  '-n',
  '!!',
  'é',
  ';&|<>(){}[]?',
];

test.each(['sh', 'bash'])('%s reads every word back as it was', (shell) => {
  const line = shellLine([process.execPath, '-e', PRINT, '--', ...WORDS]);
  const printed = execFileSync(shell, ['-c', line], { encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual(WORDS);
});

const PRINT = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';

test('plain words stay as they are', () => {
  expect(shellLine(['run', '--set', 'rates.hidden=0.3'])).toBe('run --set rates.hidden=0.3');
  expect(shellWord('a b')).toBe("'a b'");
});

test('a command with an equals sign in its name is not an assignment', () => {
  expect(shellLine(['/opt/a=b/run', 'x=y'])).toBe("'/opt/a=b/run' x=y");
});
