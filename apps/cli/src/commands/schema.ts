import { runFileJsonSchema } from '@sweepstake/experiments';
import { sayJson } from '../shell.ts';

/** `sweepstake schema`: the JSON Schema of a run file. */
export function schema(): number {
  sayJson(runFileJsonSchema());
  return 0;
}
