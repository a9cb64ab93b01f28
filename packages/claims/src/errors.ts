const failure = (what: string, message: string): Error =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_CLAIMS_${what}` });

/** A name that no claim has. */
export const unknownClaim = (name: string): Error =>
  failure(
    'UNKNOWN',
    `no claim "${name}": ids are those of the protocol, as L1, C1, C1-conv-2; see sweepstake claims`,
  );
