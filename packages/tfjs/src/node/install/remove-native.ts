import { existsSync, rmSync } from 'node:fs';
import { nativeFolder } from '../native-folder.ts';
import type { NativeEnvironment } from '../native-folder.ts';
import { refuseForeign, sweepPartials } from './partial-folders.ts';

/**
 * Removes the installation, whole or half. Tells whether there was one.
 *
 * @throws SWEEPSTAKE_TFJS_NATIVE_FOLDER where its folder holds anything else; nothing is removed then
 */
export function removeNative(environment: NativeEnvironment): {
  readonly folder: string;
  readonly removed: boolean;
} {
  const folder = nativeFolder(environment);
  refuseForeign(folder);
  sweepPartials(folder);
  const removed = existsSync(folder);
  rmSync(folder, { recursive: true, force: true });
  return { folder, removed };
}
