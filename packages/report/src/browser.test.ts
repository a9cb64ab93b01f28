import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPORT } from './report.fixture.ts';
import { reportHtml } from './report-html.ts';
import { findBrowser, withPage } from './testing/browser.ts';
import { overlaps, textBoxes } from './testing/text-boxes.ts';

const required = process.env['CI'] === 'true';
const skipped = findBrowser() === null && !required;
if (skipped) console.log('skipped: no chromium on the PATH; apt-get install chromium');

const folder = mkdtempSync(join(tmpdir(), 'sweepstake-report-'));
const file = join(folder, 'report.html');
const address = pathToFileURL(file).href;
beforeAll(() => writeFileSync(file, reportHtml(REPORT)));
afterAll(() => rmSync(folder, { recursive: true }));

/** Luminance of a colour as the browser gives it, 0..255. */
const brightness = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

describe.skipIf(skipped)('the report, opened from disk in a browser without a network', () => {
  test('shows every claim and figure, without a complaint or a request', () =>
    withPage(address, async (page) => {
      expect(await page.title()).toBe('Sweepstake: report');
      expect(await page.locator('.claims tbody tr').count()).toBe(REPORT.claims.length);
      expect(await page.locator('.claims [role=columnheader]').allTextContents()).toEqual([
        'Claim',
        'Paper',
        'Measured',
        'Trials',
        'Verdict',
      ]);
      for (const { name, alt } of REPORT.figures) {
        const plate = page.locator(`#${name} .plate`);
        await plate.scrollIntoViewIfNeeded();
        expect(await plate.getAttribute('aria-label')).toBe(alt);
        expect((await plate.locator('svg').boundingBox())!.height).toBeGreaterThan(100);
      }
      expect(await page.locator('.data th[scope=row]').first().textContent()).toBe('0');
    }));

  test('filters claims by text and by verdict, and says how many are left', () =>
    withPage(address, async (page) => {
      const shown = () => page.locator('.claims tbody tr:visible .id').allTextContents();
      await page.getByLabel('Filter').fill('faster reinit');
      expect(await shown()).toEqual(['L10']);
      await page.getByLabel('Filter').fill('');
      await page.getByRole('button', { name: 'not run' }).click();
      expect(await shown()).toEqual(['C1']);
      expect(await page.locator('#claim-count').textContent()).toBe('1 of 5 claims');
      await page.getByRole('button', { name: 'not judged' }).click();
      expect(await shown()).toEqual(['C1', 'V1']);
      await page.getByLabel('Filter').fill('nothing is like this');
      expect(await shown()).toEqual([]);
      expect(await page.locator('#claims-none').isVisible()).toBe(true);
    }));

  test('the keyboard alone reaches the filter and the buttons of a figure, and closes what it enlarged', () =>
    withPage(address, async (page) => {
      const reached: string[] = [];
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        const name = await page.evaluate(() => {
          const { id, className, tagName } = document.activeElement!;
          return id || `${tagName.toLowerCase()}.${className}`;
        });
        reached.push(name);
        if (name === 'button.enlarge') break;
      }
      expect(reached[0]).toBe('a.skip');
      const order = ['theme', 'claim-text', 'button.chip', 'button.enlarge'];
      const found = order.map((name) => reached.indexOf(name));
      expect(
        found.every((at) => at >= 0),
        reached.join(' '),
      ).toBe(true);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
      await page.keyboard.press('Enter');
      expect(await page.locator('dialog[open] svg').count()).toBe(1);
      await page.keyboard.press('Escape');
      expect(await page.locator('dialog[open]').count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement!.className)).toBe('enlarge');
    }));

  test.each([360, 768, 1440])('nothing is wider than a screen of %i pixels', (width) =>
    withPage(
      address,
      async (page) => {
        await page.evaluate(() =>
          document.querySelectorAll('details').forEach((one) => void (one.open = true)),
        );
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        const svg = page.locator('#figure-3-paper .plate svg');
        await svg.scrollIntoViewIfNeeded();
        expect((await svg.boundingBox())!.width).toBeLessThanOrEqual(width);
      },
      { viewport: { width, height: 800 } },
    ),
  );

  test.each([390, 768])(
    'at %i pixels a claim has one value beside each label, and no text over another',
    (width) =>
      withPage(
        address,
        async (page) => {
          await page.evaluate(() =>
            document.querySelectorAll('details').forEach((one) => void (one.open = true)),
          );
          for (const row of await page.locator('.claims tbody tr').all()) {
            expect(overlaps(await textBoxes(row))).toEqual([]);
            const cells = await Promise.all((await row.locator('td').all()).map(textBoxes));
            const values = (await row.boundingBox())!.x + 60;
            expect(cells.flat().filter(({ left }) => left < values)).toEqual([]);
            const above = cells.map((boxes) => Math.min(...boxes.map(({ top }) => top)));
            const below = cells.map((boxes) => Math.max(...boxes.map(({ bottom }) => bottom)));
            expect(cells).toHaveLength(4);
            for (let cell = 1; cell < cells.length; cell++)
              expect(above[cell]).toBeGreaterThan(below[cell - 1]! - 1);
          }
        },
        { viewport: { width, height: 800 } },
      ),
  );

  test.each(['light', 'dark'] as const)(
    '%s as the system prefers, and the other by its button',
    (colorScheme) =>
      withPage(
        address,
        async (page) => {
          const paper = async () =>
            brightness(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
          const isDark = colorScheme === 'dark';
          expect((await paper()) < 128).toBe(isDark);
          const filter = await page.evaluate(
            () => getComputedStyle(document.querySelector('.plate svg')!).filter,
          );
          expect(filter.startsWith('invert')).toBe(isDark);
          await page.locator('#theme').click();
          expect((await paper()) < 128).toBe(!isDark);
          await page.reload();
          expect((await paper()) < 128, 'remembered').toBe(!isDark);
        },
        { colorScheme },
      ),
  );

  test('the CSV of a figure is saved as the file that it is', () =>
    withPage(address, async (page) => {
      const saved = page.waitForEvent('download');
      await page.getByRole('link', { name: 'CSV of Figure 3' }).click();
      const download = await saved;
      expect(download.suggestedFilename()).toBe('figure-3-paper.csv');
      expect(readFileSync(await download.path(), 'utf8')).toBe(REPORT.figures[0]!.csv);
    }));

  test('without scripts all of it is there, and no button that would do nothing', () =>
    withPage(
      address,
      async (page) => {
        expect(await page.locator('.claims tbody tr:visible').count()).toBe(REPORT.claims.length);
        expect(await page.locator('button:visible').count()).toBe(0);
        expect(await page.locator('.tally').isVisible()).toBe(true);
        expect(await page.locator('.plate svg').count()).toBe(REPORT.figures.length);
        expect(await page.locator('a[download]:visible').count()).toBe(REPORT.figures.length);
      },
      { javaScriptEnabled: false },
    ));
});
