import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { canonicalPieces } from './canonical-pieces.ts';
import { sha256 } from './stage-id.ts';

const HEAD = /^\{"sha256":"([0-9a-f]{64})","value":/;
const TAIL = '}\n';

/** A JSON file that carries the hash of its value: `{"sha256":"...","value":...}` and a line's end. */
export function seal(value: unknown): string {
  const text = canonicalJson(value);
  return `{"sha256":"${sha256(text)}","value":${text}${TAIL}`;
}

/** Characters of a piece. */
const PIECE = 2 ** 20;

/** The bytes of `seal(value)` in pieces, for values of many megabytes. */
export function sealedPieces(value: unknown): Uint8Array[] {
  const hash = createHash('sha256');
  const pieces: Uint8Array[] = [];
  let text = '';
  const add = (): void => {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    pieces.push(bytes);
    text = '';
  };
  for (const piece of canonicalPieces(value)) {
    text += piece;
    if (text.length >= PIECE) add();
  }
  add();
  const head = Buffer.from(`{"sha256":"${hash.digest('hex')}","value":`);
  return [head, ...pieces, Buffer.from(TAIL)];
}

/** The value of what `seal` wrote; throws an error with the reason alone where any byte of it is wrong. */
export function unseal(text: string): unknown {
  const head = HEAD.exec(text);
  if (head === null || !text.endsWith(TAIL))
    throw new Error(text === '' ? 'it is empty' : 'it is cut off or no sealed JSON');
  const value = text.slice(head[0].length, -TAIL.length);
  if (sha256(value) !== head[1]) throw new Error('it does not match its sha256');
  return JSON.parse(value);
}
