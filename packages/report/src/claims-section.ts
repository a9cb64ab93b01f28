import { html } from './html.ts';
import type { Markup } from './html.ts';
import type { ClaimLine } from './report-input.ts';
import { classOf, verdictCounts, verdictMark } from './verdicts.ts';

/** The claims with their verdicts, how many have which, and a filter that appears where scripts run. */
export function claimsSection(claims: readonly ClaimLine[]): Markup {
  return html` <section id="claims" aria-labelledby="claims-title">
    <h2 id="claims-title">Claims</h2>
    ${claims.length === 0 ? html`<p class="note">No claim was judged.</p>` : claimsTable(claims)}
  </section>`;
}

const claimsTable = (claims: readonly ClaimLine[]): Markup =>
  html` <p class="lead">
      Each numeric or qualitative statement of the paper beside what was measured here: the mean
      over trials with minimum and maximum.
    </p>
    ${tally(claims)} ${filter(claims)}
    <table class="claims" role="table" aria-label="Claims">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Claim</th>
          <th scope="col" role="columnheader">Paper</th>
          <th scope="col" role="columnheader">Measured</th>
          <th scope="col" role="columnheader" class="number">Trials</th>
          <th scope="col" role="columnheader">Verdict</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${claims.map(claimRow)}
      </tbody>
    </table>
    <p class="note" id="claims-none" hidden>No claim is like that.</p>`;

/** Roles are said again, because a table that is laid out as cards on a narrow screen loses its own. */
const claimRow = (claim: ClaimLine): Markup =>
  html` <tr role="row" id="claim-${claim.id}" data-verdict="${claim.verdict}">
    <th scope="row" role="rowheader">
      <a class="id" href="#claim-${claim.id}">${claim.id}</a>
      <span class="source">${claim.source}</span>
      <span class="text">${claim.text}</span>
    </th>
    <td role="cell" data-label="Paper">${claim.paper}</td>
    <td role="cell" data-label="Measured">${claim.measured === '' ? '–' : claim.measured}</td>
    <td role="cell" data-label="Trials" class="number">
      ${claim.trials === 0 ? '–' : claim.trials}${claim.preset === null ? null : html` <span class="source">${claim.preset}</span>`}
    </td>
    <td role="cell" data-label="Verdict">
      ${verdictMark(claim.verdict)}${claim.reason === '' ? null : html` <span class="reason">${claim.reason}</span>`}${claim.command === null ? null : toRun(claim.command)}
    </td>
  </tr>`;

const toRun = (command: string): Markup =>
  html` <details class="to-run">
    <summary>to judge it</summary>
    <code class="command">${command}</code>
  </details>`;

/** One bar, as long as there are claims, in the colours of their verdicts. */
function tally(claims: readonly ClaimLine[]): Markup {
  const counts = verdictCounts(claims);
  const text = counts.map(({ verdict, count }) => `${count} ${verdict}`).join(', ');
  return html` <div class="bar" role="img" aria-label="${text}">
      ${counts.map(
        ({ verdict, count }) =>
          html`<span class="${classOf(verdict)}" style="flex-grow:${count}"></span>`,
      )}
    </div>
    <ul class="tally">
      ${counts.map(({ verdict, count }) => html`<li>${verdictMark(verdict)} <b>${count}</b></li>`)}
    </ul>`;
}

const filter = (claims: readonly ClaimLine[]): Markup =>
  html` <div class="filter" role="search" aria-label="Claims" hidden>
    <label for="claim-text">Filter</label>
    <input
      id="claim-text"
      type="search"
      autocomplete="off"
      spellcheck="false"
      placeholder="L10, Conv-4, accuracy"
      aria-controls="claims-title"
    />
    ${verdictCounts(claims).map(
      ({ verdict, count }) =>
        html`<button type="button" class="chip" aria-pressed="false" data-verdict="${verdict}">
          ${verdictMark(verdict)} <b>${count}</b>
        </button>`,
    )}
    <output id="claim-count" for="claim-text" aria-live="polite">${claims.length} claims</output>
  </div>`;
