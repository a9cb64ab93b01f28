import { readFileSync, rmSync } from 'node:fs';
import { replaceDurably, writing } from './durable.ts';
import { entries, isAbsent } from './entries.ts';
import { isId } from './paths.ts';
import type { Paths } from './paths.ts';
import { seal, unseal } from './sealed.ts';
import { isComplete } from './stage-record.ts';
import { temporary } from './temporaries.ts';

/** A stage that was tried and did not finish, and why. */
export interface Failure {
  readonly id: string;
  readonly reason: string;
}

/** Records why a stage failed, in place of an earlier reason. */
export function writeFailure(paths: Paths, id: string, reason: string): void {
  const target = paths.failure(id);
  writing(paths.root, `the failure of stage ${id}`, () => {
    const text = Buffer.from(seal({ id, reason }));
    replaceDurably(temporary(paths.tmp, `failure_${id}`), target, [text]);
  });
}

export function clearFailure(paths: Paths, id: string): void {
  rmSync(paths.failure(id), { force: true });
}

/** Failures of stages that have not finished since, by id. */
export function readFailures(paths: Paths): Failure[] {
  const names = entries(paths.failures).filter((name) => name.endsWith('.json'));
  return names
    .map((name) => name.slice(0, -'.json'.length))
    .filter((id) => isId(id) && !isComplete(paths, id))
    .flatMap((id) => readFailure(paths, id));
}

// Another process may clear a failure while this one lists them.
function readFailure(paths: Paths, id: string): Failure[] {
  try {
    const { reason } = unseal(readFileSync(paths.failure(id), 'utf8')) as Failure;
    return [{ id, reason: String(reason) }];
  } catch (error) {
    if (isAbsent(error)) return [];
    return [{ id, reason: `unknown: its record is damaged (${(error as Error).message})` }];
  }
}
