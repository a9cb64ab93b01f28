import { EXIT } from './exit-status.ts';

/** Errors about what a run folder holds: nothing to be gained by trying again. */
const OF_THE_FOLDER = [
  'SWEEPSTAKE_STORE_NUMERICS',
  'SWEEPSTAKE_STORE_FORMAT',
  'SWEEPSTAKE_STORE_MANIFEST',
  'SWEEPSTAKE_STORE_PLAN',
  'SWEEPSTAKE_CLI_PLAN',
  'SWEEPSTAKE_CLI_RECORD',
  'SWEEPSTAKE_CLI_OTHER_DEFINITION',
];

/** Errors of ours that no other configuration would have avoided. */
const OF_THE_MACHINE = [
  'SWEEPSTAKE_STORE_DISK_FULL',
  'SWEEPSTAKE_STORE_NOT_WRITABLE',
  'SWEEPSTAKE_STORE_DAMAGED',
  'SWEEPSTAKE_POOL_WORKER_FILE',
  'SWEEPSTAKE_POOL_NO_THREADS',
  'SWEEPSTAKE_DATASETS_UNAVAILABLE',
  'SWEEPSTAKE_DATASETS_DOWNLOAD_CORRUPT',
  'SWEEPSTAKE_DATASETS_CANNOT_KEEP',
  'SWEEPSTAKE_CLI_CANNOT_WRITE',
  'SWEEPSTAKE_CLI_LISTEN',
  'SWEEPSTAKE_TFJS_NATIVE_MISSING',
  'SWEEPSTAKE_TFJS_NATIVE_BROKEN',
  'SWEEPSTAKE_TFJS_NATIVE_PLATFORM',
  'SWEEPSTAKE_TFJS_NATIVE_STEP',
  'SWEEPSTAKE_TFJS_NATIVE_STOPPED',
  'SWEEPSTAKE_POOL_SHARED',
  'SWEEPSTAKE_CLI_NO_SLURM',
  'SWEEPSTAKE_CLI_SLURM',
];

/** One clear line for an error of ours; a stack for anything else, which is a bug of this program. */
export function describeError(error: unknown): { readonly text: string; readonly status: number } {
  const { code, message, stack } = error as { code?: unknown; message?: string; stack?: string };
  const ours = typeof code === 'string' && code.startsWith('SWEEPSTAKE_');
  const debug = Boolean(process.env['SWEEPSTAKE_DEBUG']);
  const line = `sweepstake: ${String(message ?? error).replaceAll(/\s*\n\s*/g, ' ')}`;
  if (!ours)
    return {
      text: `${line}\nthis is a bug in sweepstake, please report it with these lines:\n${stack ?? ''}`,
      status: EXIT.failed,
    };
  return {
    text: debug ? `${line}\n${stack ?? ''}` : line,
    status: statusOf(code),
  };
}

function statusOf(code: string): number {
  if (OF_THE_FOLDER.includes(code)) return EXIT.doNotRetry;
  return OF_THE_MACHINE.includes(code) ? EXIT.failed : EXIT.usage;
}
