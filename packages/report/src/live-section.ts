import { dataTable } from './data-table-section.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';
import { liveCharts, rangeText } from './live-charts.ts';
import type { LiveInput, LiveRun, LiveStage } from './live-input.ts';

/** So many stages are named; the rest is counted. */
const NAMED = 12;

/** What runs now: one part for each run, which the page's script replaces. */
export const liveSection = (live: LiveInput): Markup =>
  html` <section id="live" aria-labelledby="live-title">
    <h2 id="live-title">Now</h2>
    <p class="connection" id="live-connection" role="status">as of when this page was loaded</p>
    <div id="live-runs">${liveRuns(live)}</div>
  </section>`;

/** What changes of the page while a sweep runs, by id. */
export const liveParts = (live: LiveInput): Readonly<Record<string, string>> => ({
  'live-runs': liveRuns(live).markup,
});

const liveRuns = ({ folder, runs }: LiveInput): Markup =>
  runs.length === 0
    ? html`<p class="note">Nothing was run in ${folder} yet.</p>`
    : html`${runs.map(liveRun)}`;

const liveRun = (run: LiveRun): Markup =>
  html` <article class="live-run">
    <h3>${run.about} <span class="subtitle">${run.folder}</span></h3>
    <div
      class="progress"
      role="progressbar"
      aria-valuemin="0"
      aria-valuemax="${run.stages}"
      aria-valuenow="${run.done}"
      aria-label="Finished stages of ${run.about}"
    >
      ${STATES.map((state) => html`<span class="${state}" style="width:${share(run[state], run.stages)}%"></span>`)}
    </div>
    <p class="counts">${countsText(run)}</p>
    ${stageList(run.busy, 'running', '')} ${stageList(run.failures, 'failed', 'failed')}
    ${liveCharts(run)}
    ${
      run.levels.length === 0
        ? null
        : html`<details class="tables">
            <summary>Levels so far<span class="unseen"> of ${run.about}</span></summary>
            ${levelsTable(run)}
          </details>`
    }
  </article>`;

const STATES = ['done', 'running', 'stale', 'failed'] as const;

const share = (count: number, all: number): number =>
  all === 0 ? 0 : Math.round((10_000 * count) / all) / 100;

function countsText(run: LiveRun): Markup {
  const { stages, done, running, stale, failed, pending, pace } = run;
  const counts = [
    html`<b>${done}</b> of ${stages} stages finished`,
    ...(running > 0 ? [html`${running} running`] : []),
    ...(stale > 0 ? [html`${stale} given up by processes that died`] : []),
    ...(failed > 0 ? [html`<span class="failed">${failed} failed</span>`] : []),
    ...(pending > 0 ? [html`${pending} left`] : []),
    ...pace.map((phrase) => html`${phrase}`),
  ];
  return html`${counts.map((count, i) => (i === 0 ? count : html`, ${count}`))}`;
}

function stageList(stages: readonly LiveStage[], noun: string, name: string): Markup | null {
  if (stages.length === 0) return null;
  const more = stages.length - NAMED;
  return html`<ul class="busy">
    ${stages
      .slice(0, NAMED)
      .map(
        ({ label, about }) =>
          html`<li class="${name}">${noun}: ${label}${about === '' ? null : `, ${about}`}</li>`,
      )}
    ${more > 0 ? html`<li>and ${more} more</li>` : null}
  </ul>`;
}

const levelsTable = ({ levels, subset, about }: LiveRun): Markup =>
  dataTable({
    title: `Levels so far of ${about}`,
    columns: [
      'Variant',
      'Remaining',
      'Early-stop iteration',
      `Accuracy at early stop (${subset})`,
      `Accuracy at the end (${subset})`,
      'Runs',
    ],
    rows: levels.map((level) => [
      level.variant,
      `${level.percentRemaining.toFixed(1)}%`,
      rangeText(level.earlyStop, 'iterations'),
      rangeText(level.accuracyAtEarlyStop, 'percent'),
      rangeText(level.accuracyAtEnd, 'percent'),
      String((level.earlyStop ?? level.accuracyAtEnd)?.runs ?? 0),
    ]),
    note: levels.some(({ earlyStop }) => (earlyStop?.censored ?? 0) > 0)
      ? '≥ marks a lower bound: the smallest validation loss was at the last iteration.'
      : '',
  });
