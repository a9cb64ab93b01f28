import { resolve } from 'node:path';

/**
 * How jobs call this program: as it was called itself, by Node and its script, so that it is one process that gets
 * signals; or as `--command` says, words separated by blanks.
 */
export function programWords(command: string | undefined): string[] {
  const words = command?.split(/\s+/).filter((word) => word !== '') ?? [];
  if (words.length > 0) return words;
  const script = process.argv[1];
  return [
    process.execPath,
    ...process.execArgv,
    ...(script === undefined ? [] : [resolve(script)]),
  ];
}
