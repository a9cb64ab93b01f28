/** An error of this package; `code` is stable, the message is for people. */
export interface TfjsError extends Error {
  readonly code: `SWEEPSTAKE_TFJS_${string}`;
}

const make = (what: string, message: string): TfjsError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_TFJS_${what}` as const });

/** A layer that has no translation, by its position from 1. */
export const unknownLayer = (
  position: number,
  layer: { readonly name: string; readonly kind: string },
  network: string,
  known: readonly string[],
): TfjsError =>
  make(
    'LAYER',
    `layer ${position} '${layer.name}' of ${network} is of kind '${layer.kind}', which has no ` +
      `translation to TensorFlow.js; use ${known.join(', ')}, or train it on the engine`,
  );

/** A tensor whose length is not what the network asks for. */
export const badLength = (name: string, actual: number, expected: number): TfjsError =>
  make('BAD_LENGTH', `${name} has ${actual} entries, not ${expected}; give one entry per element`);

/** A value outside its range. */
export const badValue = (name: string, value: unknown, remedy: string): TfjsError =>
  make('BAD_VALUE', `${name} is ${String(value)}; ${remedy}`);

/** Dropout without the name of a stream to draw from. */
export const noDropoutStream = (network: string, layer: string): TfjsError =>
  make(
    'DROPOUT_STREAM',
    `a session of ${network}, whose ${layer} draws, has no dropoutStream; add it`,
  );

/** A session used after `close`. */
export const closed = (network: string): TfjsError =>
  make('CLOSED', `the session of ${network} is closed; open a new one`);

/** Relaxed arithmetic, which only the engine has. */
export const noFastMath = (backend: string): TfjsError =>
  make('FAST_MATH', `fast math is not there on ${backend}; leave it out, or train on the engine`);

/** TensorFlow.js could not start a backend. */
export const notStarted = (backend: string, why: string): TfjsError =>
  make(
    'NOT_STARTED',
    `TensorFlow.js cannot start its backend '${backend}' (${why}); sweepstake doctor says what is missing`,
  );
