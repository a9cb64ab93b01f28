import { notJson } from './errors.ts';

/**
 * The one text of a JSON value: keys in code-unit order, no spaces, -0 written as 0, entries that
 * are `undefined` dropped. Equal values give equal texts on every machine.
 *
 * Throws, naming the place, for numbers that are not finite and for everything JSON has no word
 * for: functions, symbols, big integers, typed arrays, maps, dates, `undefined` in a list.
 */
export function canonicalJson(value: unknown): string {
  return text(value, []);
}

/** `path`, keys and indices that lead to the value, is left as it was; where this throws, it is of no more use. */
function text(value: unknown, path: (string | number)[]): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw notJson(placeOf(path), String(value));
      return JSON.stringify(value === 0 ? 0 : value);
    case 'object':
      break;
    default:
      throw notJson(
        placeOf(path),
        typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`,
      );
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return listText(value, path);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw notJson(placeOf(path), `a ${value.constructor.name}`);
  }
  const record = value as Readonly<Record<string, unknown>>;
  let written = '';
  for (const key of Object.keys(record).sort()) {
    const item = record[key];
    if (item === undefined) continue;
    path.push(key);
    written += `${written === '' ? '' : ','}${JSON.stringify(key)}:${text(item, path)}`;
    path.pop();
  }
  return `{${written}}`;
}

function listText(list: readonly unknown[], path: (string | number)[]): string {
  let written = '';
  for (let i = 0; i < list.length; i++) {
    path.push(i);
    written += `${i === 0 ? '' : ','}${text(list[i], path)}`;
    path.pop();
  }
  return `[${written}]`;
}

const placeOf = (path: readonly (string | number)[]): string =>
  `value${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;
