import { DTYPES } from './dtype.ts';

const VALID = Object.keys(DTYPES).join(', ');
const AGAIN = 'copy or write the file again';

const make = (what: string, message: string): Error & { code: string } =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_SAFETENSORS_${what}` });

export const truncated = (file: string, bytes: number) =>
  make('TRUNCATED', `${file}: ${bytes} bytes cannot hold the 8-byte header size; ${AGAIN}`);

export const headerBeyondFile = (file: string, header: number, bytes: number) =>
  make(
    'HEADER_SIZE',
    `${file}: the header is said to take ${header} bytes, but only ${bytes} follow; ` +
      `the file is truncated or not safetensors: ${AGAIN}`,
  );

export const badJson = (file: string, why: string) =>
  make('HEADER_JSON', `${file}: the header is not a JSON object (${why}); ${AGAIN}`);

export const badMetadata = (file: string, key: string, value: unknown) =>
  make(
    'METADATA',
    `${file}: metadata ${key} is ${JSON.stringify(value) ?? typeof value}; give it as a string`,
  );

export const badEntry = (file: string, name: string, what: string, value: unknown) =>
  make(
    'ENTRY',
    `${file}: tensor ${name}: ${what} is ${JSON.stringify(value) ?? 'missing'}; ${AGAIN}`,
  );

export const unknownDtype = (file: string, name: string, dtype: unknown) =>
  make(
    'DTYPE',
    `${file}: tensor ${name}: unknown dtype ${JSON.stringify(dtype) ?? 'missing'}; ` +
      `convert it to one of ${VALID}`,
  );

export const offsetsOutOfRange = (
  file: string,
  name: string,
  offsets: readonly number[],
  bytes: number,
) =>
  make(
    'OFFSETS_RANGE',
    `${file}: tensor ${name}: data_offsets [${offsets.join(', ')}] leave the ${bytes} bytes ` +
      `of data; the file is truncated or damaged: ${AGAIN}`,
  );

export const offsetsOverlap = (file: string, name: string, start: number, expected: number) =>
  make(
    'OFFSETS_OVERLAP',
    `${file}: tensor ${name}: data starts at ${start}, inside the tensor before it, ` +
      `which ends at ${expected}; ${AGAIN}`,
  );

export const offsetsHole = (file: string, where: string, start: number, end: number) =>
  make(
    'OFFSETS_HOLE',
    `${file}: bytes ${start} to ${end} of the data, before ${where}, belong to no tensor; ${AGAIN}`,
  );

export const sizeMismatch = (
  tensor: string,
  dtype: string,
  shape: readonly number[],
  expected: number,
  actual: number,
) =>
  make(
    'SIZE',
    `${tensor}: ${dtype} [${shape.join(', ')}] takes ${expected} bytes, but its data has ` +
      `${actual}; make shape and data agree`,
  );

export const badShape = (tensor: string, shape: unknown) =>
  make(
    'SHAPE',
    `${tensor}: shape ${JSON.stringify(shape) ?? 'missing'} is not a list of ` +
      'non-negative integers; give one number per axis',
  );

export const wrongArray = (name: string, dtype: string, actual: string, expected: string) =>
  make('ARRAY', `tensor ${name}: dtype ${dtype} with a ${actual}; give a ${expected}`);

export const reservedName = (name: string) =>
  make('NAME', `tensor ${name}: this name is reserved for the metadata; choose another`);

export const missingTensor = (name: string, names: readonly string[]) => {
  const some = names.slice(0, 12).join(', ') + (names.length > 12 ? ', ...' : '');
  return make('MISSING', `tensor ${name} is not in the file; it has ${some || 'no tensors'}`);
};

export const wrongDtype = (name: string, actual: string, expected: string) =>
  make('WRONG_DTYPE', `tensor ${name} is ${actual}; convert it to ${expected}`);

export const notBinary = (index: number, value: number) =>
  make('BITS', `bit ${index} is ${value}; masks hold only 0 and 1`);

export const bitCount = (bytes: number, n: number) =>
  make('BIT_COUNT', `${n} bits do not fit ${bytes} bytes exactly; give ceil(bits / 8) bytes`);

export const paddingBits = (n: number) =>
  make('BIT_PADDING', `the unused bits after bit ${n - 1} are not 0; pack the mask again`);
