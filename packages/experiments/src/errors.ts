import { nearestNames } from '@sweepstake/models';
import type { z } from 'zod';

/** Every error of this package; `code` is `SWEEPSTAKE_EXPERIMENTS_<WHAT>` and is stable. */
export interface ExperimentsError extends Error {
  readonly code: string;
}

const failure = (what: string, message: string): ExperimentsError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_EXPERIMENTS_${what}` });

const nearest = (name: string, valid: readonly string[]): string =>
  `nearest valid names: ${nearestNames(name, valid).join(', ')}`;

export const unknownExperiment = (name: string, valid: readonly string[]): ExperimentsError =>
  failure('UNKNOWN_EXPERIMENT', `unknown experiment '${name}'; ${nearest(name, valid)}`);

/** What is wrong with a value of an experiment's file, at the first place where something is. */
export function badExperiment(
  file: string,
  { issue, value }: { readonly issue: z.core.$ZodIssue; readonly value: unknown },
): ExperimentsError {
  const place = issue.path.map(String).join('.');
  return failure(
    'EXPERIMENT',
    `${file} is no experiment: ${faultOf(issue, place, value)}; ` +
      'sweepstake schema --experiment prints what it may hold',
  );
}

function faultOf(issue: z.core.$ZodIssue, place: string, value: unknown): string {
  const at = place === '' ? '' : `${place}.`;
  if (issue.code === 'unrecognized_keys') return `unknown key '${at}${issue.keys[0]!}'`;
  if (value === undefined) return `${place} is missing`;
  const given = `${place} is ${JSON.stringify(value)}`;
  switch (issue.code) {
    case 'invalid_value':
      return `${given}; it must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return `${given}; it must be ${issue.message}`;
    default:
      return `${given}: ${issue.message.toLowerCase()}`;
  }
}

/** Names the file that an experiment is from in an error of working it out. */
export const inExperiment = (file: string, error: ExperimentsError): ExperimentsError =>
  Object.assign(new Error(`${file}: ${error.message}`), { code: error.code });

export const otherExperiment = (name: string, file: string): ExperimentsError =>
  failure(
    'EXPERIMENT_NAME',
    `${file} is named '${name}', as another experiment is; choose another name`,
  );

export const unknownPreset = (
  name: string,
  experiment: string,
  valid: readonly string[],
): ExperimentsError =>
  failure(
    'UNKNOWN_PRESET',
    `unknown preset '${name}' of ${experiment}; it has ${valid.join(', ')}`,
  );

export const unknownKey = (name: string, valid: readonly string[]): ExperimentsError =>
  failure('UNKNOWN_KEY', `unknown key '${name}'; ${nearest(name, valid)}`);

export const notAssignment = (text: string): ExperimentsError =>
  failure('OVERRIDE', `override '${text}' is not of the form key=value; as in rates.hidden=0.3`);

export const badValue = (key: string, value: unknown, allowed: string): ExperimentsError =>
  failure('VALUE', `${key} is ${JSON.stringify(value) ?? 'missing'}; it must be ${allowed}`);

export const otherOptimizer = (key: string, kind: string): ExperimentsError =>
  failure('VALUE', `${key} means nothing to optimizer ${kind}; set optimizer.kind as well`);

export const prunedAway = (
  network: string,
  layer: string,
  round: number,
  rate: number,
): ExperimentsError =>
  failure(
    'PRUNED_AWAY',
    `layer ${layer} of ${network} would have no weight left at round ${round} with a rate of ` +
      `${rate} per round; use fewer rounds or a smaller rate`,
  );
