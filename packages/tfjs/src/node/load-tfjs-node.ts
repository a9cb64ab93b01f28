import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import type { Tf } from '../tf.ts';
import { badThreads, INSTALL, inWorkerThread, notUsable, threadsFixed } from './errors.ts';
import { locateTfjsNode } from './locate-tfjs-node.ts';
import { nativeFolder } from './native-folder.ts';
import type { NativeEnvironment } from './native-folder.ts';
import { nativeVariables } from './native-variables.ts';
import { describe } from './probe-native.ts';
import { restoreUtil } from './restore-util.ts';

export interface LoadOptions {
  /** Threads that one operation, and independent operations together, are shared among. */
  readonly threads: number;
  /** Where to look; default the process's own environment. */
  readonly environment?: NativeEnvironment;
}

let loaded: { readonly tf: Tf; readonly threads: number } | undefined;

/**
 * The namespace of TensorFlow.js with its native backend, `tensorflow`, active: the user's own tfjs-node where it can be
 * loaded, else that of `sweepstake native install`. Its `tf` is another than that of `@tensorflow/tfjs`; tensors
 * of one are unknown to the other. Loaded once in a process, whose environment it changes: see `nativeVariables`.
 *
 * @throws SWEEPSTAKE_TFJS_NATIVE_MISSING, _BROKEN with what to type; _THREAD in a worker thread; _THREADS where it is
 * loaded already with another number of threads
 */
export async function loadTfjsNode({ threads, environment }: LoadOptions): Promise<Tf> {
  if (!Number.isSafeInteger(threads) || threads < 1) throw badThreads(threads);
  if (!isMainThread) throw inWorkerThread();
  if (loaded !== undefined) {
    if (loaded.threads !== threads) throw threadsFixed(loaded.threads, threads);
    return loaded.tf;
  }
  const level = process.env['TF_CPP_MIN_LOG_LEVEL'];
  Object.assign(process.env, nativeVariables(threads), level && { TF_CPP_MIN_LOG_LEVEL: level });
  restoreUtil();
  const tf = requireFirst(environment ?? { env: process.env });
  await tf.ready();
  loaded = { tf, threads };
  return tf;
}

function requireFirst(environment: NativeEnvironment): Tf {
  const candidates = locateTfjsNode(environment);
  const problems: string[] = [];
  let cause: unknown;
  for (const found of candidates) {
    try {
      if (found.problem !== null) throw new Error(found.problem);
      return createRequire(join(found.path, 'package.json'))(found.path) as Tf;
    } catch (error) {
      cause = error;
      problems.push(`${describe(found)} cannot be loaded: ${(error as Error).message}`);
    }
  }
  if (candidates.length === 0) {
    const why = `tfjs-node is not installed: ${nativeFolder(environment)} does not exist`;
    throw notUsable('missing', why, `type ${INSTALL}`);
  }
  throw notUsable('broken', problems.join('; '), `type ${INSTALL}`, cause);
}
