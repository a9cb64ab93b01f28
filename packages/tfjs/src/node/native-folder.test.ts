import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { nativeFolder } from './native-folder.ts';

const base = { platform: 'linux', arch: 'x64', home: '/home/ada' };
const name = 'native/tfjs-node-4.22.0';

test.each([
  [{}, {}, `/home/ada/.cache/sweepstake/${name}-linux-x64`],
  [{ XDG_CACHE_HOME: '/cache' }, {}, `/cache/sweepstake/${name}-linux-x64`],
  [{ SWEEPSTAKE_CACHE: '/fast' }, { arch: 'arm64' }, `/fast/${name}-linux-arm64`],
  [{}, { platform: 'darwin' }, `/home/ada/Library/Caches/sweepstake/${name}-darwin-x64`],
  [{ SWEEPSTAKE_NATIVE: '/opt/tf', SWEEPSTAKE_CACHE: '/fast' }, {}, '/opt/tf'],
  [{ SWEEPSTAKE_NATIVE: 'here' }, {}, resolve('here')],
])('%j and %j lead to %s', (env, other, expected) => {
  expect(nativeFolder({ ...base, ...other, env })).toBe(join(expected));
});

test('without a home folder the variable to set is named', () => {
  expect(() => nativeFolder({ ...base, home: '', env: {} })).toThrow(
    'no home folder to keep tfjs-node in; set SWEEPSTAKE_NATIVE to a folder',
  );
});
