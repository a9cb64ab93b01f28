import { html } from './html.ts';
import type { Markup } from './html.ts';
import type { ReportFigure, ReportInput } from './report-input.ts';

/** The table of contents: parts, and every figure by its title. `input` is null while there is only what runs now. */
export const contents = (input: ReportInput | null, live: boolean): Markup =>
  html` <nav id="contents" aria-label="Contents">
    <details open>
      <summary>Contents</summary>
      <ul>
        ${live ? html`<li><a href="#live">Now</a></li>` : null}
        ${input === null ? null : parts(input)}
      </ul>
    </details>
  </nav>`;

const parts = ({ claims, figures }: ReportInput): Markup =>
  html`<li><a href="#claims">Claims</a>${count(claims.length)}</li>
    <li>
      <a href="#figures">Figures</a>${count(figures.length)}${
        figures.length === 0
          ? null
          : html`<ul>
              ${figures.map(figureLink)}
            </ul>`
      }
    </li>
    <li><a href="#provenance">Provenance</a></li>`;

const count = (things: number): Markup | null =>
  things === 0 ? null : html` <span class="count">${things}</span>`;

/** A long title is cut; what tells two figures of one title apart has a line of its own. */
const figureLink = ({ name, title, subtitle }: ReportFigure): Markup =>
  html`<li>
    <a href="#${name}"
      ><span class="title">${title}</span
      >${subtitle === '' ? null : html` <span class="subtitle">${subtitle}</span>`}</a
    >
  </li>`;
