import { notJson } from './errors.ts';

/**
 * The one text of a JSON value: keys in code-unit order, no spaces, -0 written as 0, entries that
 * are `undefined` dropped. Equal values give equal texts on every machine.
 *
 * Throws, naming the place, for numbers that are not finite and for everything JSON has no word
 * for: functions, symbols, big integers, typed arrays, maps, dates, `undefined` in a list.
 */
export function canonicalJson(value: unknown): string {
  return text(value, 'value');
}

function text(value: unknown, where: string): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw notJson(where, String(value));
      return JSON.stringify(value === 0 ? 0 : value);
    case 'object':
      break;
    default:
      throw notJson(where, typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`);
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item, i) => text(item, `${where}[${i}]`)).join()}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw notJson(where, `a ${value.constructor.name}`);
  }
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${text(item, `${where}.${key}`)}`).join()}}`;
}
