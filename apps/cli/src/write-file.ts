import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolders } from '@sweepstake/store';
import { cannotWrite } from './errors.ts';

/** Writes a file whole or not at all, and makes its folder. */
export function writeFile(path: string, content: string | Uint8Array | Iterable<string>): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    makeFolders(dirname(path));
    if (typeof content === 'string' || content instanceof Uint8Array)
      writeFileSync(temporary, content);
    else writePieces(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw cannotWrite(path, error);
  }
}

/** What is in the way of its folder is what the user is told. */
function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A part of its path is a file.
  }
}

/** Characters that are written at once. */
const PIECE = 2 ** 20;

/** Any number of short texts, of which few are held at a time. */
function writePieces(path: string, texts: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    let piece = '';
    for (const text of texts) {
      piece += text;
      if (piece.length < PIECE) continue;
      writeFileSync(file, piece);
      piece = '';
    }
    writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}
