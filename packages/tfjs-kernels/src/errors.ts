function kernelsError(what: string, message: string): Error {
  return Object.assign(new Error(message), { code: `SWEEPSTAKE_TFJS_KERNELS_${what}` });
}

/** A backend whose heap cannot be reached from outside: not WebAssembly, or another version of it. */
export function noMemory(backend: string): Error {
  return kernelsError(
    'NO_MEMORY',
    `the backend ${backend} has no WebAssembly memory that these kernels can reach: call tf.setBackend('wasm') with @tensorflow/tfjs-backend-wasm 4.22.0`,
  );
}

/** A runtime whose WebAssembly lacks 128-bit SIMD. */
export function noSimd(): Error {
  return kernelsError(
    'NO_SIMD',
    'this runtime has no WebAssembly SIMD, which the training kernels are made of: use node 16.4 or later, or a browser of 2021 or later (Safari 16.4)',
  );
}

/** The backend's heap has no room for a kernel's result or scratch memory. */
export function outOfMemory(bytes: number, kernel: string): Error {
  return kernelsError(
    'OUT_OF_MEMORY',
    `${kernel} needs ${bytes} bytes of memory, which the wasm backend does not have: use a smaller batch, or dispose tensors`,
  );
}

/** A tensor that does not fit the ones beside it. */
export function wrongTensor(name: string, problem: string): Error {
  return kernelsError('WRONG_TENSOR', `tensor ${name}: ${problem}`);
}

/** A backend name under which no kernels are registered. */
export function unknownBackend(name: string): Error {
  return kernelsError(
    'UNKNOWN_BACKEND',
    `no kernels are registered for a backend named '${name}': call tf.copyRegisteredKernels('wasm', '${name}') first`,
  );
}

/** A call that this package's kernel does not take, where no released kernel could take it. */
export function leftToReleased(kernel: string, inputs: object): Error {
  const tensors = Object.entries(
    inputs as Record<string, { readonly dtype: string; readonly shape: number[] } | undefined>,
  ).map(([name, tensor]) => `${name} ${tensor?.dtype ?? 'absent'} [${tensor?.shape.join()}]`);
  return kernelsError(
    'UNSUPPORTED',
    `${kernel} on the wasm backend cannot take ${tensors.join(', ')}: give float32 tensors, and segment ids of one axis`,
  );
}
