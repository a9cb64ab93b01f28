/** An error of this package; `code` is stable, the message is for people. */
export interface TrainingError extends Error {
  readonly code: `SWEEPSTAKE_TRAINING_${string}`;
}

const make = (what: string, message: string): TrainingError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_TRAINING_${what}` as const });

/** A value outside its range: `learning rate is -1; give a finite number of at least 0`. */
export const badValue = (name: string, value: unknown, remedy: string): TrainingError =>
  make('BAD_VALUE', `${name} is ${String(value)}; ${remedy}`);

/** A tensor, mask or data array whose length is not what the network asks for. */
export const badLength = (name: string, actual: number, expected: number): TrainingError =>
  make('BAD_LENGTH', `${name} has ${actual} entries, not ${expected}; give one entry per element`);

/** A parameter, slot or recorded tensor that has to be there. */
export const missing = (name: string, where: string): TrainingError =>
  make('MISSING', `${where} has no ${name}; add it`);

/** A name that the network does not have. */
export const unknownName = (name: string, where: string, valid: readonly string[]): TrainingError =>
  make('UNKNOWN_NAME', `${where} names '${name}'; valid names are ${valid.join(', ')}`);

/** A session used after `close`. */
export const closed = (network: string): TrainingError =>
  make('CLOSED', `the session of ${network} is closed; open a new one`);

/** Something that this package does not do; `instead` says what to do about it. */
export const unsupported = (what: string, instead: string): TrainingError =>
  make('UNSUPPORTED', `${what} is not supported; ${instead}`);

/** Factors of dropout in a recording that the stream it names does not draw. */
export const otherDraws = (name: string, stream: string): TrainingError =>
  make(
    'OTHER_DRAWS',
    `${name} of the recorded run is not what the streams from ${stream} on draw; record it again`,
  );

/** A number that no other run agrees with; `fewer` steps are finite. */
export const notFinite = (what: string, fewer: number): TrainingError =>
  make(
    'NOT_FINITE',
    `${what} is not finite, so that no other run agrees with it; ` +
      (fewer === 0 ? 'record another training' : `record at most ${fewer} steps`),
  );
