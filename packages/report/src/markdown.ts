import { html, raw } from './html.ts';
import type { Markup } from './html.ts';

/**
 * Markdown as our README files use it: headings, paragraphs, lists, tables, fenced code; code and stress inside them.
 * Links become their text, and what is no Markdown stays text. Headings begin at `level`.
 */
export function markdown(source: string, level: number): Markup {
  const blocks: Markup[] = [];
  const lines = source.replaceAll('\r', '').split('\n');
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    const end = blockEnd(lines, at);
    const block = lines.slice(at, end);
    if (line.startsWith('```'))
      blocks.push(html`<pre><code>${inside(block).join('\n')}</code></pre>`);
    else if (/^#{1,6} /.test(line)) blocks.push(heading(line, level));
    else if (isTableLine(line)) blocks.push(tableOf(block));
    else if (isItem(line)) blocks.push(listOf(block));
    else if (line.trim() !== '') blocks.push(html`<p>${inline(block.join(' '))}</p>`);
    at = end;
  }
  return raw(blocks.map(({ markup }) => markup).join('\n'));
}

const isTableLine = (line: string): boolean => line.startsWith('|');
const isItem = (line: string): boolean => /^[-*] /.test(line);
const isPlain = (line: string): boolean =>
  line.trim() !== '' && !/^(?:```|#{1,6} |\|)/.test(line) && !isItem(line);

/** The line after a block that begins at `at`. */
function blockEnd(lines: readonly string[], at: number): number {
  const first = lines[at]!;
  const until = (ends: (line: string) => boolean): number => {
    const found = lines.findIndex((line, i) => i > at && ends(line));
    return found < 0 ? lines.length : found;
  };
  if (first.startsWith('```')) return until((line) => line.startsWith('```')) + 1;
  if (isTableLine(first)) return until((line) => !isTableLine(line));
  if (isItem(first)) return until((line) => !isItem(line) && !isPlain(line));
  return isPlain(first) ? until((line) => !isPlain(line)) : at + 1;
}

const inside = (block: readonly string[]): readonly string[] =>
  block.slice(1, block.at(-1)!.startsWith('```') && block.length > 1 ? -1 : undefined);

function heading(line: string, level: number): Markup {
  const [hashes = '#', ...words] = line.split(' ');
  const tag = `h${Math.min(6, level + hashes.length - 1)}`;
  return raw(`<${tag}>${inline(words.join(' ')).markup}</${tag}>`);
}

function tableOf(lines: readonly string[]): Markup {
  const rows = lines
    .filter((line) => !/^\|[\s:|-]+$/.test(line) || !line.includes('-'))
    .map((line) =>
      line
        .replaceAll(/^\||\|\s*$/g, '')
        .split('|')
        .map((cell) => inline(cell.trim())),
    );
  const [head = [], ...body] = rows;
  const titled = head.some(({ markup }) => markup !== '');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table">
    <table>
      ${
        titled
          ? html`<thead>
              <tr>
                ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
              </tr>
            </thead>`
          : null
      }
      <tbody>
        ${body.map(
          ([name = raw(''), ...cells]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function listOf(lines: readonly string[]): Markup {
  const items: string[] = [];
  for (const line of lines)
    if (isItem(line)) items.push(line.slice(2));
    else items[items.length - 1] += ` ${line.trim()}`;
  return html`<ul>
    ${items.map((item) => html`<li>${inline(item)}</li>`)}
  </ul>`;
}

/** Code keeps its characters; elsewhere links lose their addresses and `**` becomes stress. */
function inline(text: string): Markup {
  const pieces = text.split(/(`[^`]+`)/).map((piece) => {
    if (/^`[^`]+`$/.test(piece)) return html`<code>${piece.slice(1, -1)}</code>`;
    return html`${piece
      .replaceAll(/\[([^\]]+)\]\([^)\s]*\)/g, '$1')
      .split(/(\*\*[^*]+\*\*)/)
      .map((part) => (/^\*\*.+\*\*$/.test(part) ? html`<b>${part.slice(2, -2)}</b>` : part))}`;
  });
  return html`${pieces}`;
}
