import { createRequire } from 'node:module';
import util from 'node:util';
import { expect, test } from 'vitest';
import { restoreUtil } from './restore-util.ts';

test('what tfjs-node calls is there afterwards, for modules that require util, and nothing is replaced', () => {
  const table = util as unknown as Record<string, unknown>;
  const before = { ...table };
  const restored = restoreUtil();
  const required = createRequire(import.meta.url)('util') as {
    isNullOrUndefined(value: unknown): boolean;
    isArray(value: unknown): boolean;
  };
  const values = [null, undefined, 0, '', [], {}];
  expect(values.map((value) => required.isNullOrUndefined(value))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  // Deprecated, so it is not called here.
  expect(typeof required.isArray).toBe('function');
  for (const [name, value] of Object.entries(before)) expect(table[name], name).toBe(value);
  for (const name of restored) expect(before).not.toHaveProperty(name);
  expect(restoreUtil()).toEqual([]);
});
