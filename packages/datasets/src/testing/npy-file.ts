/** A `.npy` file of version 1 with a header as NumPy writes it, padded to a multiple of 64. */
export function npyFile(
  descr: string,
  shape: readonly number[],
  data: ArrayBufferView,
): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  return npyWith(`{'descr': '${descr}', 'fortran_order': False, 'shape': (${sides}), }`, data);
}

/** A `.npy` file of version 1 with any header. */
export function npyWith(header: string, data: ArrayBufferView): Uint8Array {
  const text = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + '\n';
  const bytes = Buffer.alloc(10 + text.length);
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(text.length, 8);
  bytes.write(text, 10, 'latin1');
  return Buffer.concat([bytes, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
}
