import type { Network } from '@sweepstake/graph';
import type { Backend, Session, SessionOptions } from '@sweepstake/training';
import { noFastMath, notStarted } from './errors.ts';
import type { Platform } from './platform.ts';
import { TfjsSession } from './session.ts';

/** What a backend of TensorFlow.js is, before anything of it is loaded. */
export interface BackendDescription {
  readonly name: string;
  readonly numerics: string;
  /** Loads TensorFlow.js; called once, when the first session is opened. */
  readonly load: () => Promise<Platform>;
}

/** The contract over a backend of TensorFlow.js. Sessions of several backends can be open in one process. */
export function backendOver({ name, numerics, load }: BackendDescription): Backend {
  let loading: Promise<Platform> | undefined;
  return {
    name,
    numerics,
    async open(network: Network, options: SessionOptions): Promise<Session> {
      if (options.fastMath === true) throw noFastMath(name);
      loading ??= start(load);
      return new TfjsSession(await loading, network, options);
    },
  };
}

/** Starts the backend beside those that the process uses already, and leaves the active one active. */
async function start(load: () => Promise<Platform>): Promise<Platform> {
  const platform = await load();
  const { tf, backend } = platform;
  const before = tf.engine().backendName;
  const started = await tf.setBackend(backend).catch((error: unknown) => error);
  if (started !== true)
    throw notStarted(backend, started instanceof Error ? started.message : 'it is not registered');
  await tf.ready();
  if (before !== undefined && before !== null && before !== backend) await tf.setBackend(before);
  return platform;
}
