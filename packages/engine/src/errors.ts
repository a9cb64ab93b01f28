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

export function relaxedUnsupported(flavour: string): Error {
  return engineError(
    'UNSUPPORTED',
    `this runtime cannot run the engine's ${flavour} SIMD module: use node 22.18 or later${flavour === 'relaxed' ? ', or leave out fast math' : ''}`,
  );
}

export function wrongTensor(name: string, problem: string): Error {
  return engineError('WRONG_TENSOR', `tensor ${name}: ${problem}`);
}

export function wrongBatch(problem: string): Error {
  return engineError('WRONG_BATCH', problem);
}

export function closed(): Error {
  return engineError('CLOSED', 'this session is closed: open a new one');
}

export function outOfMemory(bytes: number): Error {
  return engineError(
    'OUT_OF_MEMORY',
    `the engine needs ${bytes} bytes of WebAssembly memory, which is not to be had: use a smaller batch or fewer workers`,
  );
}
