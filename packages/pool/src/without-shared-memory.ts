/**
 * A value for another process: shared buffers, and views of them, become copies in ordinary ones. Everything else is
 * taken as it is. Looks into plain objects, arrays and maps; values with cycles are not for workers.
 */
export function withoutSharedMemory(value: unknown): unknown {
  if (value instanceof SharedArrayBuffer) return new Uint8Array(value).slice().buffer;
  if (ArrayBuffer.isView(value))
    return value.buffer instanceof SharedArrayBuffer ? copyOf(value) : value;
  if (Array.isArray(value)) return value.map(withoutSharedMemory);
  if (value instanceof Map)
    return new Map([...value].map(([key, entry]) => [key, withoutSharedMemory(entry)]));
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, withoutSharedMemory(entry)]),
  );
}

function copyOf(view: ArrayBufferView): ArrayBufferView {
  if (view instanceof DataView) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
    return new DataView(bytes.buffer);
  }
  return (view as Uint8Array).slice();
}
