import { INSTALL } from './errors.ts';
import { locateTfjsNode } from './locate-tfjs-node.ts';
import type { Found } from './locate-tfjs-node.ts';
import { nativeFolder } from './native-folder.ts';
import type { NativeEnvironment } from './native-folder.ts';
import { tryTfjsNode } from './try-tfjs-node.ts';

/** What there is of tfjs-node. */
export interface NativeProbe {
  readonly state: 'ready' | 'missing' | 'broken';
  /** Where `sweepstake native install` puts it. */
  readonly folder: string;
  /** That which is used, or the first of those that are broken; null where there is none. */
  readonly found: Found | null;
  /** Of the TensorFlow library, as it says; null unless ready. */
  readonly tensorflow: string | null;
  /** Why it is not ready; where it is, why the one that goes first is passed over; else null. */
  readonly reason: string | null;
  /** What to type; null where nothing is to be done. */
  readonly remedy: string | null;
}

/** Whether tfjs-node can be used here. Tries it in a child process, which takes about a second; throws nothing for what it finds. */
export async function probeNative(
  environment: NativeEnvironment = { env: process.env },
): Promise<NativeProbe> {
  const folder = nativeFolder(environment);
  const candidates = locateTfjsNode(environment);
  const problems: string[] = [];
  for (const found of candidates) {
    const trial =
      found.problem === null
        ? await tryTfjsNode(found.path)
        : { works: false as const, why: found.problem };
    if (trial.works) {
      const { tensorflow } = trial.report;
      const reason = problems.length === 0 ? null : problems.join('; ');
      return { state: 'ready', folder, found, tensorflow, reason, remedy: null };
    }
    problems.push(`${describe(found)} cannot be used: ${trial.why}`);
  }
  const [found = null] = candidates;
  if (found === null) {
    const reason = `tfjs-node is not installed: ${folder} does not exist`;
    return { state: 'missing', folder, found, tensorflow: null, reason, remedy: INSTALL };
  }
  const reason = problems.join('; ');
  return { state: 'broken', folder, found, tensorflow: null, reason, remedy: INSTALL };
}

/** For messages. */
export const describe = ({ origin, path }: Found): string =>
  origin === 'peer' ? `the tfjs-node installed in ${path}` : `tfjs-node in ${path}`;
