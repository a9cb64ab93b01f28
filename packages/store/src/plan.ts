import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { codeOf, makeFolder, syncFolder, writeDurably, writing } from './durable.ts';
import { isAbsent } from './entries.ts';
import { damagedPlan } from './errors.ts';
import type { Paths } from './paths.ts';
import { sealedPieces, unseal } from './sealed.ts';
import { temporary } from './temporaries.ts';

/** The plan of the folder, a JSON value; null where there is none. Throws `SWEEPSTAKE_STORE_PLAN` where it is damaged. */
export function readPlan({ plan }: Paths): unknown {
  let text: string;
  try {
    text = readFileSync(plan, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
  try {
    return unseal(text);
  } catch (error) {
    throw damagedPlan(plan, (error as Error).message);
  }
}

/** Writes the plan at once. One that is there stays, unless it is to be replaced; false where it stayed. */
export function writePlan(paths: Paths, value: unknown, replace: boolean): boolean {
  return writing(paths.root, 'plan.json', () => {
    makeFolder(paths.root);
    const file = temporary(paths.tmp, 'plan');
    try {
      writeDurably(file, sealedPieces(value));
      if (replace) renameSync(file, paths.plan);
      else if (!linked(file, paths.plan)) return false;
      syncFolder(paths.root);
      return true;
    } finally {
      rmSync(file, { force: true });
    }
  });
}

function linked(file: string, target: string): boolean {
  try {
    linkSync(file, target);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
