import type { PlainFile } from './published-files.ts';

/** The files of a CIFAR set: batches, which the public gets in one archive. */
export interface CifarFiles {
  /** Addresses to which the archive's name is appended, best first. */
  readonly mirrors: readonly string[];
  /** A gzip-compressed tar archive. */
  readonly archive: PlainFile;
  /** The batches' folder in the archive, and wherever it was unpacked. */
  readonly folder: string;
  /** Batches with equally many records each, in the order of the examples. */
  readonly train: readonly PlainFile[];
  readonly test: readonly PlainFile[];
}

const batch = (name: string, sha256: string): PlainFile => ({ name, bytes: 30_730_000, sha256 });

/** A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images (2009); the binary version. */
export const cifar10Files: CifarFiles = {
  mirrors: ['https://www.cs.toronto.edu/~kriz/'],
  archive: {
    name: 'cifar-10-binary.tar.gz',
    bytes: 170_052_171,
    sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
  },
  folder: 'cifar-10-batches-bin',
  train: [
    batch('data_batch_1.bin', 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5'),
    batch('data_batch_2.bin', 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed'),
    batch('data_batch_3.bin', 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67'),
    batch('data_batch_4.bin', '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48'),
    batch('data_batch_5.bin', '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add'),
  ],
  test: [
    batch('test_batch.bin', '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b'),
  ],
};
