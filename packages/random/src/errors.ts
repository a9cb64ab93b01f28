function failure(code: string, message: string): RangeError & { code: string } {
  return Object.assign(new RangeError(message), { code: `SWEEPSTAKE_RANDOM_${code}` });
}

export const badPosition = (stream: string, position: unknown): Error =>
  failure(
    'POSITION',
    `stream '${stream}': position ${String(position)} is not a whole number from 0 to 2^53 - 1`,
  );

export const badBound = (stream: string, bound: unknown): Error =>
  failure(
    'BOUND',
    `stream '${stream}': bound ${String(bound)} is not a whole number from 1 to 2^32`,
  );

export const badNumber = (purpose: string, field: string, value: unknown): Error =>
  failure(
    'NAME',
    `stream name ${purpose}(...): ${field} ${String(value)} is not a whole number from 0 to 2^53 - 1`,
  );
