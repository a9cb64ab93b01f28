import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContextOptions, Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** A Chromium on the PATH, or null. */
export function findBrowser(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/**
 * Opens an address in a browser of its own for a function. Throws afterwards where the page complained, or asked for
 * anything but what `allowed` fits.
 */
export async function withPage<T>(
  address: string,
  use: (page: Page) => Promise<T>,
  {
    allowed = /^(?:file|data|blob):/,
    ...options
  }: BrowserContextOptions & { allowed?: RegExp } = {},
): Promise<T> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no chromium on the PATH: apt-get install chromium');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => problems.push(message.text()));
    page.on('request', (request) => {
      if (!allowed.test(request.url())) problems.push(`asks for ${request.url()}`);
    });
    await page.goto(address);
    const result = await use(page);
    if (problems.length > 0) throw new Error(`the page complains: ${problems.join('; ')}`);
    return result;
  } finally {
    await browser.close();
  }
}
