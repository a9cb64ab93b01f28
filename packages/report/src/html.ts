/** A piece of HTML, in which every text was escaped. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: texts and numbers are escaped, null is nothing, lists are joined. */
export type Value = string | number | null | Markup | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Control characters are no text of HTML, and a parser would complain of them.
const CONTROL = /[^\t\n\r\u0020-\u007E\u00A0-\u{10FFFF}]/gu;

/** Text as it may stand between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(CONTROL, '\u{FFFD}').replaceAll(/[&<>"']/g, (found) => ENTITIES[found]!);

/** HTML that is known to be well formed: a template of this package, or a checked SVG. */
export const raw = (markup: string): Markup => ({ markup });

/** Joins literal HTML and values; whatever is no `Markup` is escaped. */
export function html(literals: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const pieces = literals.map(
    (literal, i) => literal + (i < values.length ? text(values[i]!) : ''),
  );
  return raw(pieces.join(''));
}

function text(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return isMarkup(value) ? value.markup : value.map(text).join('');
}

const isMarkup = (value: Markup | readonly Value[]): value is Markup => 'markup' in value;
