import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileExists, notOnWindows, notPacked } from '../errors.ts';
import { packFiles } from '../pack/pack-files.ts';
import { writeArchive } from '../pack/write-archive.ts';
import { writeFolder } from '../pack/write-folder.ts';
import { say, sayJson } from '../shell.ts';

/** Flags of `sweepstake pack`. */
export interface PackFlags {
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `sweepstake pack`: this command, its Node and all that it needs as one archive or folder. */
export async function pack(
  flags: PackFlags,
  version: string,
  signal: AbortSignal,
): Promise<number> {
  if (process.platform === 'win32') throw notOnWindows();
  const start = performance.now();
  const name = `sweepstake-${version}-${process.platform}-${process.arch}`;
  const out = flags.out ?? `${name}.tar.gz`;
  const path = resolve(out);
  const archive = /\.(?:tar\.gz|tgz)$/.test(out);
  checkTarget(path, out, archive, flags.force === true);
  const files = await packFiles(name, version);
  if (archive) await writeArchive(path, name, files, signal);
  else writeFolder(path, files);
  const seconds = (performance.now() - start) / 1000;
  const bytes = archive
    ? statSync(path).size
    : files.reduce((sum, file) => sum + statSync(join(path, file.path)).size, 0);
  if (flags.json === true) sayJson({ out, archive, files: files.length, bytes, seconds });
  else {
    say(
      `${out}: ${files.length} files, ${(bytes / 1e6).toFixed(0)} MB, in ${seconds.toFixed(0)} s`,
    );
    say(`next: ${archive ? `tar -xzf ${out} && ${name}` : out}/sweepstake --help`);
  }
  return 0;
}

/** Only what this command wrote, and only with --force, is replaced. */
function checkTarget(path: string, out: string, archive: boolean, force: boolean): void {
  if (!existsSync(path)) return;
  const folder = statSync(path).isDirectory();
  if (folder && !archive && readdirSync(path).length === 0) return;
  if (folder && (archive || !existsSync(join(path, 'lib', 'sweepstake.js')))) throw notPacked(out);
  if (!folder && !archive) throw notPacked(out);
  if (!force) throw fileExists(out);
}
