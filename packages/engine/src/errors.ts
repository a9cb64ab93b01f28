function engineError(what: string, message: string): Error {
  return Object.assign(new Error(message), { code: `SWEEPSTAKE_ENGINE_${what}` });
}

/** A part of the contract that the engine cannot do yet; the reference backend can. */
export function notBuilt(thing: string): Error {
  return engineError(
    'NOT_BUILT',
    `the engine cannot train ${thing} yet: use the reference backend`,
  );
}

/** The runtime's WebAssembly lacks SIMD, or relaxed SIMD. */
export function relaxedUnsupported(flavour: string): Error {
  return engineError(
    'UNSUPPORTED',
    `this runtime cannot run the engine's ${flavour} SIMD module: use node 22.18 or later${flavour === 'relaxed' ? ', or leave out fast math' : ''}`,
  );
}

/** A weight, mask, slot or frozen tensor that does not fit the network. */
export function wrongTensor(name: string, problem: string): Error {
  return engineError('WRONG_TENSOR', `tensor ${name}: ${problem}`);
}

/** A batch of a size that the session was not opened for. */
export function wrongBatch(problem: string): Error {
  return engineError('WRONG_BATCH', problem);
}

/** A call after `close`. */
export function closed(): Error {
  return engineError('CLOSED', 'this session is closed: open a new one');
}

/** WebAssembly memory could not grow to this many bytes. */
export function outOfMemory(bytes: number): Error {
  return engineError(
    'OUT_OF_MEMORY',
    `the engine needs ${bytes} bytes of WebAssembly memory, which is not to be had: use a smaller batch or fewer workers`,
  );
}

/** A network with dropout, and no stream to draw from. */
export function noStream(layer: string): Error {
  return engineError('NO_STREAM', `layer ${layer} drops out: give the session a dropoutStream`);
}

/** A normalisation that would see one value per channel. */
export function singleValue(layer: string): Error {
  return engineError(
    'SINGLE_VALUE',
    `layer ${layer} sees a single value per channel, which has no variance: use a larger batch`,
  );
}

/** `estimateStatistics` of no batches. */
export function noBatches(): Error {
  return engineError(
    'NO_BATCHES',
    'running statistics need batches, there are none: give at least one',
  );
}

/** A helper thread that is gone. */
export function threadFailed(what: string): Error {
  return engineError('THREAD', `a thread of the engine ${what}: open the session with one thread`);
}

/** A number of threads that there cannot be. */
export function badThreads(threads: number): Error {
  return engineError('THREADS', `${threads} threads: give a whole number of at least 1`);
}

/** Several threads, and no way to start them. */
export function noStart(threads: number): Error {
  return engineError(
    'THREADS',
    `${threads} threads need a way to start them: take threadedEngine of @sweepstake/engine/node, or give start`,
  );
}
