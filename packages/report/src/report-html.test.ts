import { expect, test } from 'vitest';
import { REPORT, SVG } from './report.fixture.ts';
import { livePageHtml, reportHtml, reportParts } from './report-html.ts';

test('the same input gives the same bytes', () => {
  expect(reportHtml(structuredClone(REPORT))).toBe(reportHtml(REPORT));
});

test('texts of the input are text of the page, whatever is in them', () => {
  const hostile = '<script>alert(1)</script>"\'&\u0007';
  const [claim] = REPORT.claims;
  const [figure] = REPORT.figures;
  const page = reportHtml({
    ...REPORT,
    version: hostile,
    claims: [{ ...claim!, text: hostile, measured: hostile, reason: hostile, command: hostile }],
    figures: [{ ...figure!, title: hostile, caption: hostile, alt: hostile, csv: hostile }],
    runs: [{ folder: hostile, command: hostile, facts: [{ label: hostile, value: hostile }] }],
    notes: [{ file: hostile, markdown: hostile }],
  });
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('\u0007');
  expect(page.match(/<script>/g)).toHaveLength(2);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\u{FFFD}');
});

test('nothing in the page is fetched from anywhere', () => {
  const page = reportHtml(REPORT);
  const addresses = [...page.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, url]) => url!);
  expect(addresses.length).toBeGreaterThan(10);
  for (const address of addresses) expect(address).toMatch(/^(?:#|data:)/);
  expect(page).not.toMatch(/@import|url\(\s*['"]?(?!#)/);
  expect(page).toContain('default-src &#39;none&#39;');
});

test('the CSV in a link is the file, to the byte', () => {
  const [figure] = REPORT.figures;
  const [, address] =
    /download="figure-3-paper\.csv"\s+href="data:text\/csv;charset=utf-8,([^"]*)"/.exec(
      reportHtml(REPORT),
    )!;
  expect(decodeURIComponent(address!.replaceAll('&#39;', "'"))).toBe(figure!.csv);
});

test('two claims or figures of one name are refused, since a link could mean either', () => {
  const [claim] = REPORT.claims;
  const [figure] = REPORT.figures;
  expect(() => reportHtml({ ...REPORT, claims: [claim!, claim!] })).toThrow(
    /two claims named 'L1'/,
  );
  expect(() => reportHtml({ ...REPORT, figures: [figure!, figure!] })).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_REPORT_TWICE' }),
  );
});

test('pictures share no names, and keep what is drawn', () => {
  const page = reportHtml(REPORT);
  const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
  expect(new Set(ids).size).toBe(ids.length);
  expect(page).toContain('clip-path="url(#figure-3-paper-clip0)"');
  expect(page).toContain('id="figure-11-paper-clip0"');
  expect(page).toContain('d="M10,280L900,20"');
});

test.each([
  ['<script>x</script>', 'a script'],
  ['<foreignObject><p/></foreignObject>', 'foreign HTML'],
  ['<a href="https://example.org"><text>x</text></a>', 'a link'],
  ['<use href="other.svg#x"/>', 'another file'],
  ['<rect onclick="x()"/>', 'an event'],
  ['<rect fill="url(https://example.org)"/>', 'a fetched fill'],
  ['<style>@import "x"</style>', 'a style'],
  ['<rect fill="red"', 'a tag without an end'],
])('a picture with %s is refused: %s', (content) => {
  const [figure] = REPORT.figures;
  const svg = SVG.replace('</svg>', `${content}</svg>`);
  expect(() => reportHtml({ ...REPORT, figures: [{ ...figure!, svg }] })).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_REPORT_ACTIVE_SVG' }),
  );
});

test('what is no picture is refused', () => {
  const [figure] = REPORT.figures;
  for (const svg of ['', 'text', '<html></html>', '<svg><g/></svg>'])
    expect(() => reportHtml({ ...REPORT, figures: [{ ...figure!, svg }] })).toThrow(
      expect.objectContaining({ code: 'SWEEPSTAKE_REPORT_NOT_SVG' }),
    );
});

test('a report of nothing says so, and what would fill it', () => {
  const page = reportHtml({ ...REPORT, claims: [], figures: [], runs: [], notes: [] });
  expect(page).toContain('No claim was judged');
  expect(page).toContain('No finished run supports a figure yet');
  expect(page).toContain('sweepstake run figure-7 --preset reduced');
});

test('the served page has the report as a part that can be replaced', () => {
  const live = { folder: 'runs', runs: [] };
  const page = livePageHtml('0.1.0', live, REPORT);
  expect(page).toContain('Nothing was run in runs yet');
  expect(page).toContain('connect-src &#39;self&#39;');
  expect(page).toContain(reportParts(REPORT).report);
  expect(page).toContain(reportParts(REPORT)['contents-part']);
  const early = livePageHtml('0.1.0', live, null);
  expect(early).toContain('are being drawn');
  for (const id of Object.keys(reportParts(REPORT))) expect(early).toContain(`id="${id}"`);
});
