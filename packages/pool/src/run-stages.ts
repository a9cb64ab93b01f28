import { positive } from './default-workers.ts';
import { badIsolation, badRetries } from './errors.ts';
import { Run } from './run.ts';
import type { RunOptions } from './run-options.ts';
import type { RunReport, Stage } from './stage.ts';

/**
 * Runs stages in parallel, each after those it depends on, and tells what became of them.
 *
 * A stage that throws fails, and blocks only the stages behind it. A stage whose worker dies is
 * tried again, then fails. Resolves when nothing runs any more, whatever failed.
 *
 * Rejects for impossible stages or options, a worker module that cannot be used, and for what
 * `exists` or `onEvent` throw; running stages are then cut off.
 */
export async function runStages(stages: readonly Stage[], options: RunOptions): Promise<RunReport> {
  const workers = positive(options.workers, 'workers');
  const retries = options.retries ?? 1;
  if (!Number.isSafeInteger(retries) || retries < 0) throw badRetries(retries);
  const { isolation = 'thread' } = options;
  if (isolation !== 'thread' && isolation !== 'process') throw badIsolation(isolation);
  const run = new Run(stages, options, Math.min(workers, Math.max(stages.length, 1)), retries);
  return run.toEnd();
}
