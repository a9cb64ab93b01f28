import { html } from './html.ts';
import type { Markup } from './html.ts';
import type { ReportInput } from './report-input.ts';

/** The table of contents: parts, and every figure by its title. */
export const contents = ({ claims, figures }: ReportInput, live: boolean): Markup =>
  html` <nav id="contents" aria-label="Contents">
    <details open>
      <summary>Contents</summary>
      <ul>
        ${live ? html`<li><a href="#live">Now</a></li>` : null}
        <li>
          <a href="#claims">Claims</a
          >${claims.length === 0 ? null : html` <span class="count">${claims.length}</span>`}
        </li>
        <li>
          <a href="#figures">Figures</a
          >${figures.length === 0 ? null : html` <span class="count">${figures.length}</span>`}
          ${
            figures.length === 0
              ? null
              : html`<ul>
                  ${figures.map(({ name, title, subtitle }) => html`<li><a href="#${name}">${title}${subtitle === '' ? null : html` <span class="subtitle">${subtitle}</span>`}</a></li>`)}
                </ul>`
          }
        </li>
        <li><a href="#provenance">Provenance</a></li>
      </ul>
    </details>
  </nav>`;
