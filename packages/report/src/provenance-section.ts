import { commandLine, factList } from './figures-section.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';
import { markdown } from './markdown.ts';
import type { ReportInput, ReportNote, ReportRun } from './report-input.ts';

/** Where every number comes from: run folders, notes on published results, and what made the page. */
export const provenanceSection = ({
  runs,
  notes,
  made,
}: Pick<ReportInput, 'runs' | 'notes' | 'made'>): Markup =>
  html` <section id="provenance" aria-labelledby="provenance-title">
    <h2 id="provenance-title">Provenance</h2>
    <h3>Runs</h3>
    ${runs.length === 0 ? html`<p class="note">No run folder was found; what is shown was published.</p>` : runs.map(runBlock)}
    ${
      notes.length === 0
        ? null
        : html`<h3>Published results</h3>
            ${notes.map(noteBlock)}`
    }
    <h3>This page</h3>
    ${factList(made)}
  </section>`;

const runBlock = ({ folder, command, facts }: ReportRun): Markup =>
  html` <article class="run">
    <h4><code>${folder}</code></h4>
    <div class="tools">${commandLine(command)}</div>
    ${factList(facts)}
  </article>`;

const noteBlock = ({ file, markdown: source }: ReportNote): Markup =>
  html` <details class="from">
    <summary><code>${file}</code></summary>
    <div class="prose">${markdown(source, 4)}</div>
  </details>`;
