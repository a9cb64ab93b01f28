import util from 'node:util';

/** What tfjs-node 4.22.0 calls in `nodejs_kernel_backend.js` and `kernels/TopK.js`, as Node 22 had it. */
const CALLED: Readonly<Record<string, (value: unknown) => boolean>> = {
  isNullOrUndefined: (value) => value === null || value === undefined,
  isArray: (value) => Array.isArray(value),
};

/**
 * Gives `node:util` the functions that tfjs-node still calls and that this Node no longer has: `isNullOrUndefined` went
 * with Node 23, `isArray` is on its way. Those that are there stay as they are. Returns the names of those restored.
 */
export function restoreUtil(): string[] {
  const table = util as unknown as Record<string, unknown>;
  const gone = Object.keys(CALLED).filter((name) => typeof table[name] !== 'function');
  for (const name of gone)
    Object.defineProperty(table, name, {
      value: CALLED[name],
      configurable: true,
      enumerable: false,
      writable: true,
    });
  return gone;
}
