import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { networkFromJson } from '@sweepstake/graph';
import { expect, test } from 'vitest';
import { addedModels, addModel, mlp, modelByName } from './index.ts';

const JSON_TEXT =
  '{"name":"mine","input":[4],"layers":[{"kind":"dense","out":3},{"kind":"relu"},' +
  '{"kind":"dense","out":2}],"classes":2}';

test('a network is known by its name and the hash of its file', () => {
  const hash = createHash('sha256').update(JSON_TEXT).digest('hex').slice(0, 12);
  const network = addModel(networkFromJson(JSON.parse(JSON_TEXT), 'mine.json'));
  expect(network.name).toBe(`mine@${hash}`);
  expect(modelByName(network.name)).toBe(network);
  expect(addedModels()).toEqual([{ network, json: JSON.parse(JSON_TEXT) }]);
});

test('the same network built in code has the same name, and another one under its name has not', () => {
  const first = addModel(networkFromJson(JSON.parse(JSON_TEXT), 'mine.json'));
  expect(addModel(mlp({ name: 'mine', sizes: [4, 3, 2] }))).toBe(first);
  const other = addModel(mlp({ name: 'mine', sizes: [4, 5, 2] }));
  expect(other.name).toMatch(/^mine@[0-9a-f]{12}$/);
  expect(other.name).not.toBe(first.name);
  expect(modelByName(first.name)).toBe(first);
});

test('the name in the README is what the example gives', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(addModel(mlp({ name: 'mine', sizes: [4, 3, 2] })).name);
});

test('a name of a file that was not loaded says so', () => {
  expect(() => modelByName('mine@000000000000')).toThrow(
    'the file of network mine@000000000000 was not loaded; name the file instead, as in --network ./mine.json',
  );
});
