/** Deeper than any record; a reader that calls itself for every level survives it. */
const DEEPEST = 100;

/** Bytes of the number that follows, by first byte from 0xca: floats, unsigned and signed integers. */
const NUMBERS = [4, 8, 1, 2, 4, 8, 1, 2, 4, 8];

/**
 * Throws unless the bytes are one MessagePack value whose lengths all fit the bytes that follow, so that reading it
 * cannot allocate more than a small multiple of its size. Every element of a list takes at least a byte, and every
 * entry of a map two. Extension types are refused: plain values have none.
 */
export function checkMessagePack(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  /** Values that are still to come, innermost list last. */
  const open = [1];

  const skip = (length: number): void => {
    if (length > bytes.byteLength - at)
      throw new Error(`${length} bytes are said to follow byte ${at} of ${bytes.byteLength}`);
    at += length;
  };
  /** The length that follows in so many bytes. */
  const length = (size: 1 | 2 | 4): number => {
    skip(size);
    if (size === 1) return view.getUint8(at - 1);
    return size === 2 ? view.getUint16(at - 2) : view.getUint32(at - 4);
  };
  const enter = (values: number): void => {
    if (values > bytes.byteLength - at)
      throw new Error(`${values} values are said to follow byte ${at} of ${bytes.byteLength}`);
    if (open.length >= DEEPEST) throw new Error(`it is nested more than ${DEEPEST} times`);
    if (values > 0) open.push(values);
  };

  while (open.length > 0) {
    const left = open.pop()!;
    if (left === 0) continue;
    open.push(left - 1);
    skip(1);
    const type = view.getUint8(at - 1);
    if (type <= 0x7f || type >= 0xe0) continue;
    if (type <= 0x8f) enter(2 * (type & 15));
    else if (type <= 0x9f) enter(type & 15);
    else if (type <= 0xbf) skip(type & 31);
    else if (type === 0xc0 || type === 0xc2 || type === 0xc3) continue;
    else if (type >= 0xc4 && type <= 0xc6) skip(length(SIZES[type - 0xc4]!));
    else if (type >= 0xca && type <= 0xd3) skip(NUMBERS[type - 0xca]!);
    else if (type >= 0xd9 && type <= 0xdb) skip(length(SIZES[type - 0xd9]!));
    else if (type === 0xdc || type === 0xdd) enter(length(type === 0xdc ? 2 : 4));
    else if (type === 0xde || type === 0xdf) enter(2 * length(type === 0xde ? 2 : 4));
    else
      throw new Error(`byte ${at - 1} is of type 0x${type.toString(16)}, which no plain value has`);
  }
  if (at !== bytes.byteLength) throw new Error(`it ends at byte ${at} of ${bytes.byteLength}`);
}

const SIZES = [1, 2, 4] as const;
