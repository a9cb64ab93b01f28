import { html } from './html.ts';
import type { Markup } from './html.ts';
import type { DataTable } from './report-input.ts';

/** A table with headings of columns and lines, in a box of its own that scrolls where it is too wide. */
export const dataTable = ({ title, columns, rows, note }: DataTable): Markup =>
  html` <div class="scroll" tabindex="0" role="region" aria-label="${title}">
      <table class="data">
        <caption>
          ${title}
        </caption>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(dataRow)}
        </tbody>
      </table>
    </div>
    ${note === '' ? null : html`<p class="note">${note}</p>`}`;

const dataRow = ([name = '', ...cells]: readonly string[]): Markup =>
  html` <tr>
    <th scope="row">${name}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
