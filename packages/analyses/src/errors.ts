/** Every error of this package; `code` is `SWEEPSTAKE_ANALYSES_<WHAT>` and is stable. */
export interface AnalysesError extends Error {
  readonly code: string;
}

const failure = (what: string, message: string): AnalysesError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_ANALYSES_${what}` });

export const notFinite = (where: string, value: number): AnalysesError =>
  failure(
    'NOT_FINITE',
    `a value of ${where} is ${value}, which lies in no bin; leave trainings that diverged out`,
  );

export const badWidth = (width: number): AnalysesError =>
  failure('WIDTH', `the width of a bin is ${width}; it must be a finite number above 0`);

export const badFan = (fan: number): AnalysesError =>
  failure('FAN', `a unit has ${fan} connections; give a whole number of at least 1`);

export const missingTensor = (what: string, name: string, valid: Iterable<string>): AnalysesError =>
  failure(
    'MISSING',
    `there is no ${what} of ${name}; there are ${[...valid].join(', ') || 'none'}: ` +
      'give masks and weights of this network',
  );

export const otherLength = (
  what: string,
  name: string,
  found: number,
  wanted: number,
): AnalysesError =>
  failure(
    'LENGTH',
    `the ${what} of ${name} has ${found} entries instead of ${wanted}; ` +
      'give masks and weights of this network',
  );

export const drawnNot = (name: string): AnalysesError =>
  failure(
    'CONSTANT',
    `${name} starts as a constant, so that no width of a bin follows from its initial weights; ` +
      'give it an initialiser that draws',
  );

export const emptyDensity = (statistic: string): AnalysesError =>
  failure('EMPTY', `there is no ${statistic} of a density without bins`);

export const unknownAnalysis = (name: string, valid: readonly string[]): AnalysesError =>
  failure('UNKNOWN', `unknown analysis '${name}'; there are ${valid.join(', ')}`);
