import type { Store } from '@sweepstake/store';

/** A store whose calls are timed; `seconds()` is what they took so far. */
export function timedStore(store: Store): { store: Store; seconds: () => number } {
  let spent = 0;
  const timed =
    <A extends unknown[], R>(call: (...given: A) => R) =>
    (...given: A): R => {
      const begun = performance.now();
      try {
        return call(...given);
      } finally {
        spent += performance.now() - begun;
      }
    };
  return {
    seconds: () => spent / 1000,
    store: {
      ...store,
      has: timed(store.has),
      record: timed(store.record),
      read: timed(store.read),
      publish: timed(store.publish),
      checkpoint: (id) => {
        const file = store.checkpoint(id);
        const { read, write, remove } = file;
        return { ...file, read: timed(read), write: timed(write), remove: timed(remove) };
      },
    },
  };
}
