/** Errors of ours that no other configuration would have avoided: exit status 1 instead of 2. */
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
  'SWEEPSTAKE_TFJS_NATIVE_MISSING',
  'SWEEPSTAKE_TFJS_NATIVE_BROKEN',
  'SWEEPSTAKE_TFJS_NATIVE_PLATFORM',
  'SWEEPSTAKE_TFJS_NATIVE_STEP',
  'SWEEPSTAKE_TFJS_NATIVE_STOPPED',
  'SWEEPSTAKE_POOL_SHARED',
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
      status: 1,
    };
  return {
    text: debug ? `${line}\n${stack ?? ''}` : line,
    status: OF_THE_MACHINE.includes(code) ? 1 : 2,
  };
}
