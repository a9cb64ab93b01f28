import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { canonicalPieces } from './canonical-pieces.ts';
import { seal, sealedPieces, unseal } from './sealed.ts';
import { stageId } from './stage-id.ts';

test('keys are sorted at every depth, without spaces', () => {
  const value = { n: 0.1, b: { d: true, c: null }, a: [1, 0, 'é'] };
  expect(canonicalJson(value)).toBe('{"a":[1,0,"é"],"b":{"c":null,"d":true},"n":0.1}');
  expect(canonicalJson({ 10: 1, 9: 2, a: 3 })).toBe('{"10":1,"9":2,"a":3}');
});

test('entries that are undefined are dropped, and negative zero is zero', () => {
  expect(canonicalJson({ a: undefined, b: [-0, -0.5] })).toBe('{"b":[0,-0.5]}');
});

test('the text reads back as the value', () => {
  const value = [1e21, 5e-324, 2 ** 53, 'a"\\\n\u2028', [], {}, [[null]], false];
  expect(JSON.parse(canonicalJson(value))).toEqual(value);
});

test.each([
  ['NaN', { a: [Number.NaN] }, 'value.a[0] is NaN'],
  ['an infinity', { a: -Infinity }, 'value.a is -Infinity'],
  ['a function', { f: () => 1 }, 'value.f is a function'],
  ['a typed array', { w: new Float32Array(1) }, 'value.w is a Float32Array'],
  ['a map', new Map(), 'value is a Map'],
  ['a date', { when: new Date(0) }, 'value.when is a Date'],
  ['a big integer', 1n, 'value is a bigint'],
  ['undefined in a list', [undefined], 'value[0] is undefined'],
  ['a hole in a list', Array.from({ length: 1 }), 'value[0] is undefined'],
])('%s is refused', (_, value, message) => {
  expect(() => canonicalJson(value)).toThrow(
    `${message}; use null, booleans, finite numbers, strings, lists, objects`,
  );
});

// From `printf '%s' TEXT | sha256sum`. A change here renames every stage ever stored.
test('identities are pinned', () => {
  expect(stageId({})).toBe('44136fa355b3678a1146');
  expect(stageId({ n: 0.1, b: { d: true, c: null }, a: [1, -0, 'é'], z: undefined })).toBe(
    '12046afc546f90a4e585',
  );
});

test('pieces make the same text, and the same sealed file', () => {
  const stage = { id: 'a', dependsOn: [], payload: { b: [1, { c: -0 }], a: undefined } };
  const values = [
    [],
    {},
    'é',
    null,
    [{}, []],
    { a: undefined },
    { plans: [{ z: 1, stages: [stage, stage] }] },
  ];
  for (const value of values) {
    expect([...canonicalPieces(value)].join('')).toBe(canonicalJson(value));
    expect(Buffer.concat(sealedPieces(value)).toString()).toBe(seal(value));
    expect(unseal(seal(value))).toEqual(JSON.parse(canonicalJson(value)));
  }
  expect(() => [...canonicalPieces({ a: [undefined] })]).toThrow('is undefined');
  expect(() => [...canonicalPieces({ a: new Map() })]).toThrow('is a Map');
});
