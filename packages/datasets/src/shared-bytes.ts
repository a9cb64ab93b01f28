/** `length` zero bytes that threads can share, or plain ones where a browser page may not share memory. */
export function sharedBytes(length: number): Uint8Array {
  const Buffer = typeof SharedArrayBuffer === 'undefined' ? ArrayBuffer : SharedArrayBuffer;
  return new Uint8Array(new Buffer(length));
}
