import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { tensorOf } from './tensor.ts';
import type { Tensor } from './tensor.ts';

const u8 = (...data: number[]): Tensor => ({
  dtype: 'U8',
  shape: [data.length],
  data: Uint8Array.from(data),
});

test('a small file has exactly the bytes that the format prescribes', () => {
  const tensors = new Map<string, Tensor>([
    ['w', { dtype: 'F32', shape: [2], data: Float32Array.of(1, -2) }],
  ]);
  const header = '{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  ';
  const size = [56, 0, 0, 0, 0, 0, 0, 0];
  const text = Array.from(header, (char) => char.charCodeAt(0));
  const data = [0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0];
  expect(encode(tensors)).toEqual(Uint8Array.from([size, text, data].flat()));
});

test('the same content gives the same bytes whatever the order it comes in', () => {
  const a: [string, Tensor] = ['a', u8(1, 2, 3)];
  const b: [string, Tensor] = ['b', { dtype: 'F64', shape: [], data: Float64Array.of(0.1) }];
  const one = encode(new Map([a, b]), { x: '1', y: '2' });
  const two = encode(new Map([b, a]), { y: '2', x: '1' });
  expect(one).toEqual(two);
});

test('data start at a multiple of 8 and every tensor is aligned to its elements', () => {
  for (let pad = 0; pad < 9; pad++) {
    const bytes = encode(
      new Map<string, Tensor>([
        ['a'.repeat(pad + 1), u8(1, 2, 3)],
        ['b', { dtype: 'F64', shape: [1], data: Float64Array.of(1) }],
        ['c', { dtype: 'I32', shape: [3], data: Int32Array.of(1, 2, 3) }],
      ]),
    );
    const length = new DataView(bytes.buffer).getUint32(0, true);
    expect(length % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(header.b.data_offsets).toEqual([0, 8]);
    expect(header.c.data_offsets).toEqual([8, 20]);
    expect(header['a'.repeat(pad + 1)].data_offsets).toEqual([20, 23]);
  }
});

test('random tensors of every type come back bit for bit', () => {
  for (let seed = 0; seed < 40; seed++) {
    const random = generator(seed);
    const arrays = { F32: Float32Array, F64: Float64Array, I32: Int32Array, U8: Uint8Array };
    const tensors = new Map<string, Tensor>();
    for (let i = random(6); i > 0; i--) {
      const dtype = (['F32', 'F64', 'I32', 'U8'] as const)[random(4)]!;
      const shape = Array.from({ length: random(4) }, () => random(5));
      const count = shape.reduce((n, axis) => n * axis, 1);
      const raw = Uint8Array.from({ length: count * arrays[dtype].BYTES_PER_ELEMENT }, () =>
        random(256),
      );
      tensors.set(`${random(3)}.é"${i}`, {
        dtype,
        shape,
        data: new arrays[dtype](raw.buffer),
      } as Tensor);
    }
    const metadata = { seed: `${seed}`, ['__proto__']: 'text\n' };
    const back = decode(encode(tensors, metadata));
    expect(back.metadata, `seed ${seed}`).toEqual(metadata);
    expect([...back.tensors.keys()], `seed ${seed}`).toEqual([...tensors.keys()].sort());
    for (const [name, { dtype, shape, data }] of tensors) {
      const found = back.tensors.get(name)!;
      expect([found.dtype, found.shape], `seed ${seed}`).toEqual([dtype, shape]);
      expect(bits(found), `seed ${seed}`).toEqual(bits({ dtype, shape, data } as Tensor));
    }
  }
});

test('names that look like integers, and views into larger buffers, are written as they are', () => {
  const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
  const tensors = new Map<string, Tensor>([
    ['10', { dtype: 'F32', shape: [2], data }],
    ['9', u8(7)],
  ]);
  const back = decode(encode(tensors));
  expect([...back.tensors.keys()]).toEqual(['10', '9']);
  expect(tensorOf(back.tensors, '10', 'F32').data).toEqual(Float32Array.of(1, 2));
});

test('a shape that does not match its data is refused', () => {
  const tensor: Tensor = { dtype: 'F32', shape: [2, 2], data: new Float32Array(3) };
  expect(() => encode(new Map([['w', tensor]]))).toThrow(
    'tensor w: F32 [2, 2] takes 16 bytes, but its data has 12; make shape and data agree',
  );
});

test('an array of the wrong class is refused', () => {
  const tensor = { dtype: 'F32', shape: [4], data: new Int32Array(4) } as unknown as Tensor;
  expect(() => encode(new Map([['w', tensor]]))).toThrow(
    'tensor w: dtype F32 with a Int32Array; give a Float32Array',
  );
});

test.each([[[-1]], [[1.5]], [['2']], [[2 ** 40, 2 ** 40]]])('the shape %j is refused', (shape) => {
  const tensor = { dtype: 'U8', shape, data: new Uint8Array(1) } as unknown as Tensor;
  expect(() => encode(new Map([['w', tensor]]))).toThrow(/tensor w: shape .* is not a list of/);
});

test('metadata that is not text, and the reserved name, are refused', () => {
  const metadata = { seed: 1 } as unknown as Record<string, string>;
  expect(() => encode(new Map(), metadata)).toThrow('metadata seed is 1; give it as a string');
  expect(() => encode(new Map([['__metadata__', u8(1)]]))).toThrow('reserved for the metadata');
});

test('asking for an absent tensor or another type says what there is', () => {
  const tensors = new Map([['w', u8(1)]]);
  expect(() => tensorOf(tensors, 'v', 'U8')).toThrow('tensor v is not in the file; it has w');
  expect(() => tensorOf(tensors, 'w', 'F32')).toThrow('tensor w is U8; convert it to F32');
});

const bits = ({ data }: Tensor) => [
  ...new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
];

/** Integers below n from a linear congruential generator (Numerical Recipes' constants). */
function generator(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
