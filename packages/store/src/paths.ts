import { join } from 'node:path';
import { badFileName, badId } from './errors.ts';

/** Every file name of a run folder is made here. */
export interface Paths {
  readonly root: string;
  /** Format and numerics of the folder. */
  readonly manifest: string;
  /** The frozen plan of what is run in the folder. */
  readonly plan: string;
  readonly stages: string;
  readonly checkpoints: string;
  readonly failures: string;
  /** One file per living process, which its claims are links to. */
  readonly owners: string;
  readonly claims: string;
  readonly journal: string;
  /** What was found damaged, and put aside. */
  readonly damaged: string;
  readonly tmp: string;
  /** The one file of a finished stage, in a folder of two digits; its presence is what makes the stage finished. */
  stage(id: string): string;
  checkpoint(id: string): string;
  failure(id: string): string;
  claim(id: string): string;
}

export const STAGE_SUFFIX = '.stage';
const ID = /^[0-9a-f]{20}$/;
const FILE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export const isId = (text: string): boolean => ID.test(text);

export const isFileName = (name: string): boolean => FILE.test(name);

/** Throws for a name that no file of a stage may have. */
export function checkFileName(name: string): void {
  if (!isFileName(name)) throw badFileName(name);
}

function checked(id: string): string {
  if (!isId(id)) throw badId(id);
  return id;
}

export function paths(root: string): Paths {
  return {
    root,
    manifest: join(root, 'sweepstake.json'),
    plan: join(root, 'plan.json'),
    stages: join(root, 'stages'),
    checkpoints: join(root, 'checkpoints'),
    failures: join(root, 'failures'),
    owners: join(root, 'owners'),
    claims: join(root, 'claims'),
    journal: join(root, 'journal'),
    damaged: join(root, 'damaged'),
    tmp: join(root, 'tmp'),
    stage: (id) => join(root, 'stages', checked(id).slice(0, 2), `${id}${STAGE_SUFFIX}`),
    checkpoint: (id) => join(root, 'checkpoints', checked(id)),
    failure: (id) => join(root, 'failures', `${checked(id)}.json`),
    claim: (id) => join(root, 'claims', checked(id)),
  };
}
