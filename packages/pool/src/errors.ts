const make = (what: string, message: string, cause?: unknown): Error & { code: string } =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), {
    code: `SWEEPSTAKE_POOL_${what}`,
  });

export const duplicateStage = (id: string) =>
  make('DUPLICATE', `stage ${id} is given twice; give every stage once`);

export const unknownDependency = (id: string, dependency: string) =>
  make(
    'DEPENDENCY',
    `stage ${id} depends on ${dependency}, which is not among the stages; add it, or drop it`,
  );

export const cycle = (ids: readonly string[]) =>
  make('CYCLE', `stages depend on each other in a circle: ${ids.join(' -> ')}; break it`);

export const badWorkers = (value: unknown, source: string) =>
  make(
    'WORKERS',
    `${source} is ${JSON.stringify(value) ?? String(value)}; give a positive integer, as in ${source}=2`,
  );

export const badRetries = (value: unknown) =>
  make('RETRIES', `retries is ${String(value)}; give 0 or a positive integer`);

export const workerFile = (worker: string, why: string, cause?: unknown) =>
  make(
    'WORKER_FILE',
    `worker module ${worker} cannot be used: ${why}; ` +
      'check its path, and that its default export is defineWorker(...)',
    cause,
  );

export const noThreads = (why: string, cause: unknown) =>
  make(
    'NO_THREADS',
    `no worker thread could be kept running: ${why}; give fewer workers or more memory`,
    cause,
  );

export const badIsolation = (value: unknown) =>
  make(
    'ISOLATION',
    `isolation is ${JSON.stringify(value) ?? String(value)}; give 'thread' or 'process'`,
  );

export const noProcess = (why: string, cause: unknown) =>
  make(
    'NO_THREADS',
    `no worker process could be started: ${why}; give fewer workers or more memory`,
    cause,
  );

export const cannotShare = (why: string, cause: unknown) =>
  make(
    'SHARED',
    `what is shared cannot be handed to worker processes: ${why}; ` +
      'free space for temporary files (TMPDIR), or share only what can be cloned',
    cause,
  );
