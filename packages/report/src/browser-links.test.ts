import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { REPORT, SVG } from './report.fixture.ts';
import { reportHtml } from './report-html.ts';
import { findBrowser, withPage } from './testing/browser.ts';

const required = process.env['CI'] === 'true';
const skipped = findBrowser() === null && !required;
if (skipped) console.log('skipped: no chromium on the PATH; apt-get install chromium');

/** Pictures of many heights, so that no guess of one fits the next. */
const HEIGHTS = [300, 1500, 120, 2400, 700, 60, 1900, 300, 1000];
const NAMES = HEIGHTS.map((_, i) => `figure-${i}-paper`);
const LONG = {
  ...REPORT,
  figures: HEIGHTS.map((height, i) => ({
    ...REPORT.figures[0]!,
    name: NAMES[i]!,
    title:
      'Figure 4: early stop of tickets that are pruned again and again, and of those pruned once: MNIST',
    subtitle: `preset ${i}`,
    svg: SVG.replaceAll('300', String(height)),
  })),
};

const folder = mkdtempSync(join(tmpdir(), 'sweepstake-report-'));
const file = join(folder, 'report.html');
const address = pathToFileURL(file).href;
beforeAll(() => writeFileSync(file, reportHtml(LONG)));
afterAll(() => rmSync(folder, { recursive: true }));

/** Pixels between the top of the window and a figure's heading, which has a margin and a line above it. */
const fromTop = async (page: Page, name: string): Promise<number> =>
  (await page.locator(`#${name}-title`).boundingBox())!.y;
const NEAR = 60;

describe.skipIf(skipped).each([
  [1300, true],
  [390, true],
  [1300, false],
])('at %i pixels, scripts: %s', (width, javaScriptEnabled) => {
  const options = { javaScriptEnabled, viewport: { width, height: 600 } };

  test('an address that names a figure opens the report with its heading at the top', () =>
    withPage(
      address,
      async (page) => {
        for (const name of NAMES.filter((_, i) => i % 2 === 1)) {
          await page.goto('about:blank');
          await page.goto(`${address}#${name}`);
          await expect.poll(() => fromTop(page, name), { timeout: 10_000 }).toBeLessThan(NEAR);
          expect(await fromTop(page, name)).toBeGreaterThanOrEqual(0);
        }
      },
      { ...options, allowed: /^(?:file|data|blob|about):/ },
    ));

  test('a link of the contents brings the heading of its figure to the top', () =>
    withPage(
      address,
      async (page) => {
        const contents = page.locator('#contents details');
        for (const name of [6, 1, 4].map((i) => NAMES[i]!)) {
          if ((await contents.getAttribute('open')) === null)
            await contents.locator('summary').click();
          await page.locator(`#contents a[href="#${name}"]`).click();
          await expect.poll(() => fromTop(page, name), { timeout: 10_000 }).toBeLessThan(NEAR);
          expect(await fromTop(page, name)).toBeGreaterThanOrEqual(0);
        }
      },
      options,
    ));

  test('the contents show what tells figures of one long title apart', () =>
    withPage(
      address,
      async (page) => {
        const contents = page.locator('#contents details');
        if ((await contents.getAttribute('open')) === null)
          await contents.locator('summary').click();
        for (const [i, name] of NAMES.entries()) {
          const link = page.locator(`#contents a[href="#${name}"]`);
          await link.scrollIntoViewIfNeeded();
          const { x, y, height } = (await link.locator('.subtitle').boundingBox())!;
          const text = page.evaluate(
            ([left, top]) => document.elementFromPoint(left!, top!)?.textContent,
            [x + 3, y + height / 2],
          );
          expect(await text).toBe(`preset ${i}`);
        }
      },
      options,
    ));
});
