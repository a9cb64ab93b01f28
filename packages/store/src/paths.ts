import { join } from 'node:path';
import { badFileName, badId } from './errors.ts';

/** Every file name of a run folder is made here. */
export interface Paths {
  readonly root: string;
  /** Format and numerics of the folder. */
  readonly manifest: string;
  readonly stages: string;
  readonly failures: string;
  readonly tmp: string;
  /** The two-digit folder above a stage. */
  shelf(id: string): string;
  stage(id: string): string;
  /** What a finished stage says of itself; its presence is what makes the stage finished. */
  record(id: string): string;
  file(id: string, name: string): string;
  failure(id: string): string;
}

export const RECORD = 'stage.json';
const ID = /^[0-9a-f]{20}$/;
const FILE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export const isId = (text: string): boolean => ID.test(text);

export const isFileName = (name: string): boolean => FILE.test(name) && name !== RECORD;

function checked(id: string): string {
  if (!isId(id)) throw badId(id);
  return id;
}

export function paths(root: string): Paths {
  const shelf = (id: string) => join(root, 'stages', checked(id).slice(0, 2));
  const stage = (id: string) => join(shelf(id), id);
  return {
    root,
    manifest: join(root, 'sweepstake.json'),
    stages: join(root, 'stages'),
    failures: join(root, 'failures'),
    tmp: join(root, 'tmp'),
    shelf,
    stage,
    record: (id) => join(stage(id), RECORD),
    file: (id, name) => {
      if (!isFileName(name)) throw badFileName(name);
      return join(stage(id), name);
    },
    failure: (id) => join(root, 'failures', `${checked(id)}.json`),
  };
}
