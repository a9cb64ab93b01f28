import type { NativeEnvironment } from '../native-folder.ts';

/** What the steps of an installation share. */
export interface Site {
  /** The folder that the installation is built in, and that is renamed at the end. */
  readonly folder: string;
  /** `node_modules/@tensorflow/tfjs-node` in it. */
  readonly package: string;
  readonly environment: NativeEnvironment;
  readonly signal?: AbortSignal | undefined;
  /** Tells what is being done, one line. */
  readonly tell: (line: string) => void;
}
