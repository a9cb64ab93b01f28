/** Every error of this package; `code` is `SWEEPSTAKE_LOTTERY_<WHAT>` and is stable. */
export interface LotteryError extends Error {
  readonly code: string;
}

const failure = (what: string, message: string): LotteryError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_LOTTERY_${what}` });

const list = (names: Iterable<string>): string => [...names].join(', ') || 'none';

export const badRate = (name: string, rate: number): LotteryError =>
  failure('RATE', `pruning rate of ${name} is ${rate}; it must be in 0..1`);

export const badRounds = (rounds: number): LotteryError =>
  failure('ROUNDS', `rounds is ${rounds}; it must be a whole number of at least 0`);

export const maskWithoutRate = (name: string): LotteryError =>
  failure('NO_RATE', `${name} has a mask but no pruning rate; give it rate 0 to keep it as it is`);

export const unknownName = (name: string, what: string, valid: Iterable<string>): LotteryError =>
  failure('UNKNOWN_NAME', `there is no ${what} named '${name}'; there are ${list(valid)}`);

export const lengthMisfit = (
  name: string,
  mask: number,
  other: number,
  what: string,
): LotteryError =>
  failure('LENGTH', `mask of ${name} has ${mask} entries, but its ${what} has ${other}`);

export const badMaskValue = (name: string, index: number, value: number): LotteryError =>
  failure('MASK_VALUE', `mask of ${name} is ${value} at index ${index}; only 0 and 1 are allowed`);

export const notANumber = (name: string, index: number): LotteryError =>
  failure(
    'NAN',
    `weight ${index} of ${name} is NaN, which has no magnitude; the training diverged, do not prune it`,
  );

export const prunedAway = (name: string, survivors: number): LotteryError =>
  failure(
    'PRUNED_AWAY',
    `${name} would be pruned away entirely (its last ${survivors} weights); ` +
      'lower its rate or prune fewer rounds',
  );
