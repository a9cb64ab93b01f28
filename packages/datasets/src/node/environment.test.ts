import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, findPlaces } from './environment.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const places = (data: string) => findPlaces({ env: { SWEEPSTAKE_DATA: data }, home: '/home/ada' });

test.each([
  ['linux', {}, join('/home/ada', '.cache', 'sweepstake')],
  ['linux', { XDG_CACHE_HOME: '/xdg' }, join('/xdg', 'sweepstake')],
  ['linux', { SWEEPSTAKE_CACHE: '/own', XDG_CACHE_HOME: '/xdg' }, '/own'],
  ['darwin', { XDG_CACHE_HOME: '/xdg' }, join('/home/ada', 'Library', 'Caches', 'sweepstake')],
  ['win32', { LOCALAPPDATA: '/local' }, join('/local', 'sweepstake')],
  ['win32', {}, join('/home/ada', 'AppData', 'Local', 'sweepstake')],
  ['linux', { SWEEPSTAKE_CACHE: '' }, join('/home/ada', '.cache', 'sweepstake')],
])('the cache on %s with %j is %s', (platform, env, folder) => {
  expect(cacheFolder({ env, platform, home: '/home/ada' })).toBe(folder);
});

test('a machine without a home folder is told what to set', () => {
  expect(() => cacheFolder({ env: {}, platform: 'linux', home: '' })).toThrow(
    'no home folder to keep downloads in; set SWEEPSTAKE_CACHE to a folder',
  );
});

test('SWEEPSTAKE_DATA must be a folder; empty means not set', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(places(folder).folder).toBe(folder);
  expect(places('').folder).toBe(null);
  for (const wrong of [file, join(folder, 'absent')]) {
    expect(() => places(wrong)).toThrow(
      `SWEEPSTAKE_DATA names ${wrong}, which is not a folder; correct or unset it`,
    );
  }
});
