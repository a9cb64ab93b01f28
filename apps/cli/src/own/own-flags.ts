import { resolve } from 'node:path';
import { loadOwn } from './load-own.ts';
import { isOwnPath, OWN_KEYS } from './own-path.ts';
import type { OwnKey } from './own-path.ts';

/** Flags that may name files of one's own. */
export interface OwnFlags {
  readonly network?: string;
  readonly dataset?: string;
  readonly set?: readonly string[];
}

/** The flags with names in place of paths, which are relative to the working folder. */
export const withOwnNames = <T extends OwnFlags>(flags: T): T =>
  changed(flags, (key, path) => loadOwn(key, path, process.cwd()));

/** The flags with absolute paths, for command lines that run elsewhere. */
export const withOwnPaths = <T extends OwnFlags>(flags: T): T =>
  changed(flags, (_, path) => resolve(path));

/** The first path among the flags; undefined where there is none. */
export function ownPathIn(flags: OwnFlags): string | undefined {
  const paths: string[] = [];
  changed(flags, (_, path) => {
    paths.push(path);
    return path;
  });
  return paths[0];
}

function changed<T extends OwnFlags>(flags: T, change: (key: OwnKey, path: string) => string): T {
  const named = OWN_KEYS.flatMap((key) => {
    const value = flags[key];
    return isOwnPath(value) ? [[key, change(key, value)] as const] : [];
  });
  const set = flags.set?.map((setting) => {
    const key = OWN_KEYS.find((own) => setting.startsWith(`${own}=`));
    const value = setting.slice(setting.indexOf('=') + 1);
    return key !== undefined && isOwnPath(value) ? `${key}=${change(key, value)}` : setting;
  });
  return { ...flags, ...Object.fromEntries(named), ...(set !== undefined && { set }) };
}
