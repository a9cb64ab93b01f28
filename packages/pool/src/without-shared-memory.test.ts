import { expect, test } from 'vitest';
import { withoutSharedMemory } from './without-shared-memory.ts';

test('views of shared memory become copies of what they see, wherever they are', () => {
  const memory = new SharedArrayBuffer(16);
  new Uint8Array(memory).set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  const own = new Float32Array([1.5]);
  const value = {
    list: [new Uint8Array(memory, 4, 3), own],
    map: new Map([['words', new Uint16Array(memory, 2, 2)]]),
    view: new DataView(memory, 8, 2),
    whole: memory,
    nothing: null,
    name: 'x',
  };
  const copy = withoutSharedMemory(value) as typeof value;
  expect(copy.list).toEqual([Uint8Array.of(4, 5, 6), own]);
  expect(copy.list[1]).toBe(own);
  expect(copy.map.get('words')).toEqual(Uint16Array.of(0x0302, 0x0504));
  expect([copy.view.getUint8(0), copy.view.byteLength]).toEqual([8, 2]);
  expect(copy.whole).toEqual(new Uint8Array(memory).slice().buffer);
  expect([copy.nothing, copy.name]).toEqual([null, 'x']);
  // The clone that goes to another process takes no shared memory at all.
  expect(() => structuredClone(copy, { transfer: [] })).not.toThrow();
  const views = [copy.list[0]!, copy.map.get('words')!, copy.view];
  for (const { buffer } of views) expect(buffer).toBeInstanceOf(ArrayBuffer);
});
