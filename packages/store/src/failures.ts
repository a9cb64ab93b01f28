import { readFileSync, renameSync, rmSync } from 'node:fs';
import { canonicalJson } from './canonicalJson.ts';
import { makeFolder, writeDurably, writing } from './durable.ts';
import { entries, isAbsent } from './entries.ts';
import { isId } from './paths.ts';
import type { Paths } from './paths.ts';
import { isComplete } from './stageRecord.ts';
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
    makeFolder(paths.failures);
    const file = temporary(paths.tmp, `failure-${id}`);
    try {
      writeDurably(file, `${canonicalJson({ id, reason })}\n`);
      renameSync(file, target);
    } finally {
      rmSync(file, { force: true });
    }
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
    const { reason } = JSON.parse(readFileSync(paths.failure(id), 'utf8')) as Failure;
    return [{ id, reason: String(reason) }];
  } catch (error) {
    return isAbsent(error) ? [] : [{ id, reason: 'unknown: the record is damaged' }];
  }
}
