import { canonicalJson } from './canonical-json.ts';

/** Lists and objects so far inside are one piece each. */
const DEPTH = 4;

/**
 * The pieces that make `canonicalJson(value)` one after the other, so that the text of a list of many thousands need
 * not be held. Throws as `canonicalJson` does, with the place inside a piece.
 */
export function* canonicalPieces(value: unknown, depth = DEPTH): Generator<string> {
  const prototype: unknown =
    typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : undefined;
  if (depth > 0 && Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      yield i === 0 ? '[' : ',';
      yield* canonicalPieces(value[i], depth - 1);
    }
    yield value.length === 0 ? '[]' : ']';
  } else if (depth > 0 && (prototype === Object.prototype || prototype === null)) {
    const entries = Object.entries(value as object).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [i, [key, item]] of entries.entries()) {
      yield `${i === 0 ? '{' : ','}${JSON.stringify(key)}:`;
      yield* canonicalPieces(item, depth - 1);
    }
    yield entries.length === 0 ? '{}' : '}';
  } else yield canonicalJson(value);
}
