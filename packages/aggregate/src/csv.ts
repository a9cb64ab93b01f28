/** Quotes a field where RFC 4180 asks for it. */
function field(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Prints a value: empty for null, 4 decimals for a percentage of weights remaining, the shortest
 * digits that read back as the same float64 for every other number.
 */
function print(column: string, value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (column === 'percent_remaining') return value.toFixed(4);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Prints rows as CSV, one line (with its line feed) at a time, the header first. */
export function* csvLines<Column extends string>(
  columns: readonly Column[],
  rows: Iterable<Readonly<Record<Column, string | number | null>>>,
): Generator<string> {
  yield `${columns.join(',')}\n`;
  for (const row of rows) {
    yield `${columns.map((column) => field(print(column, row[column]))).join(',')}\n`;
  }
}

/**
 * Splits CSV text into records of fields (RFC 4180: quotes doubled, LF or CRLF), each with the
 * number of the line it starts on. Returns null in place of a record whose quote never closes.
 */
export function* csvRecords(text: string): Generator<{ line: number; fields: string[] | null }> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const feed = text.indexOf('\n', at);
    const whole = text.slice(at, feed < 0 ? text.length : feed);
    if (!whole.includes('"')) {
      yield { line, fields: whole.replace(/\r$/, '').split(',') };
      at += whole.length + 1;
      line++;
      continue;
    }
    const start = line;
    const fields: string[] = [];
    for (;;) {
      let value = '';
      if (text[at] === '"') {
        let end = text.indexOf('"', at + 1);
        while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
        if (end < 0) {
          yield { line: start, fields: null };
          return;
        }
        value = text.slice(at + 1, end).replaceAll('""', '"');
        line += value.split('\n').length - 1;
        at = end + 1;
      }
      const from = at;
      while (at < text.length && text[at] !== ',' && text[at] !== '\n') at++;
      fields.push(value + text.slice(from, at).replace(/\r$/, ''));
      if (text[at] !== ',') break;
      at++;
    }
    at++;
    line++;
    yield { line: start, fields };
  }
}
