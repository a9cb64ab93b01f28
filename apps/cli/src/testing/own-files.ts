import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A `.npy` file of version 1. */
export function npyFile(
  descr: string,
  shape: readonly number[],
  data: ArrayBufferView,
): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sides}), }`;
  const text = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = Buffer.alloc(10 + text.length);
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(text.length, 8);
  bytes.write(text, 10, 'latin1');
  return Buffer.concat([bytes, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
}

/** A small network with a convolution, as its file has it. */
export const NETWORK = {
  name: 'my-net',
  input: [1, 4, 4],
  layers: [
    { kind: 'convolution', out: 3, kernel: 3, padding: 1 },
    { kind: 'relu' },
    { kind: 'flatten' },
    { kind: 'dense', out: 8 },
    { kind: 'relu' },
    { kind: 'dense', out: 3 },
  ],
  classes: 3,
};

const COUNTS = { train: 300, test: 60 };

/** Writes a data set of floats, 4x4 with a bright row that tells the class, into a folder. */
export function writeBars(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [set, count] of Object.entries(COUNTS)) {
    const labels = Uint8Array.from({ length: count }, (_, i) => (i * 7) % 3);
    const images = Float32Array.from({ length: count * 16 }, (_, i) => {
      const example = Math.floor(i / 16);
      const isBright = Math.floor((i % 16) / 4) === labels[example]!;
      return (isBright ? 0.75 : 0.1) + ((i * 31) % 17) / 100;
    });
    writeFileSync(join(folder, `${set}.npy`), npyFile('<f4', [count, 1, 4, 4], images));
    writeFileSync(join(folder, `${set}-labels.npy`), npyFile('|u1', [count], labels));
  }
  const files = (set: string) => ({ images: `${set}.npy`, labels: `${set}-labels.npy` });
  const definition = {
    name: 'bars',
    title: 'Bars',
    shape: [1, 4, 4],
    classes: 3,
    train: files('train'),
    test: files('test'),
    scaling: { mean: 0.3, std: 0.5 },
  };
  writeFileSync(join(folder, 'dataset.json'), JSON.stringify(definition));
}
