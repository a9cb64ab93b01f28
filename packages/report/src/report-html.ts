import { createHash } from 'node:crypto';
import { claimsSection } from './claims-section.ts';
import { contents } from './contents.ts';
import { twice } from './errors.ts';
import { figuresSection } from './figures-section.ts';
import { HEAD_SCRIPT } from './head-script.ts';
import { html, raw } from './html.ts';
import type { Markup } from './html.ts';
import type { LiveInput } from './live-input.ts';
import { liveSection } from './live-section.ts';
import { LIVE_SCRIPT } from './live-script.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { provenanceSection } from './provenance-section.ts';
import type { ReportInput } from './report-input.ts';
import { STYLE } from './style.ts';

/** A ticket with its stub torn, as the page's sign. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%231b5a9e' " +
  "d='M1 4h14v2.5a1.5 1.5 0 0 0 0 3V12H1V9.5a1.5 1.5 0 0 0 0-3z'/%3E%3Cpath stroke='%23fff' stroke-dasharray='1.5 1.5' d='M10.500 4v8'/%3E%3C/svg%3E";

/**
 * One HTML file with everything in it: it opens from disk, and fetches nothing. The same input gives the same bytes.
 *
 * Throws `SWEEPSTAKE_REPORT_TWICE` where two claims or two figures have one name, and
 * `SWEEPSTAKE_REPORT_ACTIVE_SVG` or `..._NOT_SVG` for a picture that no page may hold.
 */
export const reportHtml = (input: ReportInput): string => page(input.version, input, null);

/**
 * The same page as a server shows it: with what runs right now on top, and a script that asks for what changed. `input`
 * is null while the report is not drawn yet.
 */
export const livePageHtml = (version: string, live: LiveInput, input: ReportInput | null): string =>
  page(version, input, live);

/** What of the page changes when more is finished, by id; for pages that are open meanwhile. */
export function reportParts(
  input: ReportInput,
): Readonly<Record<'summary' | 'contents-part' | 'report', string>> {
  checkNames(input);
  return {
    summary: html`${summary(input)}`.markup,
    'contents-part': contents(input, true).markup,
    report: sections(input).markup,
  };
}

function page(version: string, input: ReportInput | null, live: LiveInput | null): string {
  if (input !== null) checkNames(input);
  const scripts = [HEAD_SCRIPT, PAGE_SCRIPT, ...(live === null ? [] : [LIVE_SCRIPT])];
  const [head, ...last] = scripts.map((script) => raw(`<script>${script}</script>`));
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(scripts, live !== null)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="sweepstake ${version}" />
        <meta name="color-scheme" content="light dark" />
        <title>Sweepstake: ${live === null ? 'report' : 'now'}</title>
        <link rel="icon" href="${ICON}" />
        <style>
          ${raw(STYLE)}
        </style>
        ${head!}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the results</a>
        <header>
          <h1>Sweepstake</h1>
          <p>
            The Lottery Ticket Hypothesis (Frankle &amp; Carbin 2019, arXiv 1803.03635), measured
            again. <span id="summary">${input === null ? null : summary(input)}</span>
          </p>
          <button type="button" id="theme" hidden>Dark</button>
        </header>
        <div class="columns">
          <div id="contents-part">${contents(input, live !== null)}</div>
          <main id="main" tabindex="-1">
            ${live === null ? null : liveSection(live)}
            <div id="report">${input === null ? NOT_YET : sections(input)}</div>
          </main>
        </div>
        <footer>
          sweepstake ${version}. Lines and values are means over trials; ranges are minimum and
          maximum.
        </footer>
        <dialog id="enlarged" aria-labelledby="enlarged-title">
          <div class="top">
            <h2 id="enlarged-title" style="border:0;padding:0;margin:0"></h2>
            <button type="button" class="close">Close</button>
          </div>
          <div class="view" role="img" tabindex="0"></div>
        </dialog>
        ${last}
      </body>
    </html> `;
  return `${markup.trim()}\n`;
}

const NOT_YET = html`<p class="note">Claims and figures of what is finished are being drawn.</p>`;

const sections = (input: ReportInput): Markup =>
  html` ${claimsSection(input.claims)} ${figuresSection(input.figures, input.absent)}
  ${provenanceSection(input)}`;

function summary({ claims, figures }: ReportInput): string {
  const judged = claims.filter(
    ({ verdict }) => !verdict.startsWith('not ') || verdict === 'not reproduced',
  );
  const drawn = `${figures.length} ${figures.length === 1 ? 'figure' : 'figures'} drawn`;
  return claims.length === 0
    ? `${drawn}.`
    : `${judged.length} of ${claims.length} claims judged, ${drawn}.`;
}

/** Nothing but what is in the file itself; a served page may ask its own server. */
function policy(scripts: readonly string[], live: boolean): string {
  const hashes = scripts.map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    'img-src data:',
    "style-src 'unsafe-inline'",
    `script-src ${hashes.join(' ')}`,
    `connect-src ${live ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function checkNames({ claims, figures }: ReportInput): void {
  checkOnce(
    'claims',
    claims.map(({ id }) => id),
  );
  checkOnce(
    'figures',
    figures.map(({ name }) => name),
  );
}

function checkOnce(what: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw twice(what, name);
    seen.add(name);
  }
}
