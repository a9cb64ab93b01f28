import { dataTable } from './data-table-section.ts';
import { dataUri } from './data-uri.ts';
import { html } from './html.ts';
import type { Markup, Value } from './html.ts';
import { inlineSvg } from './inline-svg.ts';
import type { AbsentFigure, Fact, ReportFigure } from './report-input.ts';
import { svgSize } from './svg-size.ts';

/** Every figure with its data, and the list of those that are not drawn yet. */
export function figuresSection(
  figures: readonly ReportFigure[],
  absent: readonly AbsentFigure[],
): Markup {
  return html` <section id="figures" aria-labelledby="figures-title">
    <h2 id="figures-title">Figures</h2>
    ${figures.length === 0 ? html`<p class="note">No finished run supports a figure yet.</p>` : figures.map(figureSection)}
    ${absent.length === 0 ? null : absentList(absent)}
  </section>`;
}

const figureSection = (figure: ReportFigure): Markup =>
  html` <article class="figure" id="${figure.name}" aria-labelledby="${figure.name}-title">
    <h3 id="${figure.name}-title">
      <a href="#${figure.name}">${figure.title}</a
      >${figure.subtitle === '' ? null : html` <span class="subtitle">${figure.subtitle}</span>`}
    </h3>
    <figure>
      <div class="plate" role="img" aria-label="${figure.alt}" style="${boxOf(figure.svg)}">
        ${inlineSvg(figure.svg, figure.name)}
      </div>
      <figcaption>${figure.caption}</figcaption>
    </figure>
    <div class="tools">
      <button
        type="button"
        class="enlarge"
        aria-haspopup="dialog"
        aria-label="Enlarge ${figure.title}"
        hidden
      >
        Enlarge
      </button>
      <button
        type="button"
        class="save"
        data-file="${figure.name}.svg"
        aria-label="SVG of ${figure.title}"
        hidden
      >
        SVG
      </button>
      <a
        class="button"
        download="${figure.name}.csv"
        href="${dataUri('text/csv', figure.csv)}"
        aria-label="CSV of ${figure.title}"
        >CSV</a
      >
      ${commandLine(figure.command)}
    </div>
    ${factList(figure.facts)} ${figure.tables.length === 0 ? null : tablesOf(figure)}
  </article>`;

/** The size of a picture before it is laid out, so that what is below it stays where it is when it comes into sight. */
function boxOf(svg: string): string {
  const size = svgSize(svg);
  return size === null
    ? ''
    : `content-visibility:auto;aspect-ratio:${size.width}/${size.height};max-width:${size.width}px`;
}

const tablesOf = ({ title, tables }: ReportFigure): Markup =>
  html` <details class="tables">
    <summary>Data<span class="unseen"> of ${title}</span></summary>
    ${tables.map(dataTable)}
  </details>`;

const absentList = (absent: readonly AbsentFigure[]): Markup =>
  html` <details class="absent">
    <summary>Not drawn yet: ${absent.length} ${absent.length === 1 ? 'figure' : 'figures'}</summary>
    <ul>
      ${absent.map(({ title, command }) => html`<li><span>${title}</span> <code class="command">${command}</code></li>`)}
    </ul>
  </details>`;

/** A command as one would type it, with a button that copies it where scripts run. */
export const commandLine = (command: string): Value =>
  html`<span class="typed"
    ><code class="command">${command}</code
    ><button type="button" class="copy" aria-label="Copy: ${command}" hidden>Copy</button></span
  >`;

/** Names and values in a row. */
export const factList = (facts: readonly Fact[]): Value =>
  facts.length === 0
    ? null
    : html`<dl class="facts">
        ${facts.map(
          ({ label, value }) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>`;
