import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import type { PageResult } from './page.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** A Chromium on the PATH, or null. */
export function findBrowser(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

const wasm = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));

/** The page of page.ts as one script, bundled as a user's would be. */
async function bundlePage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-page-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      root: dirname(fileURLToPath(import.meta.url)),
      build: {
        outDir: folder,
        emptyOutDir: true,
        // The released backend starts its threads from the text of a function, which a minifier breaks.
        minify: false,
        lib: { entry: 'page.ts', formats: ['es'], fileName: () => 'page.js' },
      },
    });
    return readFileSync(join(folder, 'page.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Serves the page and the backend's modules; cross-origin isolated, a page may share memory between threads. */
function serve(script: string, isolated: boolean): Promise<Server> {
  const headers = isolated
    ? {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      }
    : {};
  const server = createServer(({ url = '/' }, response) => {
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'Content-Type': type, ...headers }).end(body);
    };
    if (url === '/')
      send(
        'text/html',
        '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
      );
    else if (url === '/page.js') send('text/javascript', script);
    else if (url.startsWith('/wasm/'))
      send('application/wasm', readFileSync(join(wasm, basename(url))));
    else response.writeHead(404).end();
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

/** What the page gives in a real browser, in an ordinary page and in an isolated one. */
export async function runPage(
  executablePath: string,
): Promise<{ ordinary: PageResult; isolated: PageResult }> {
  const script = await bundlePage();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const run = async (isolated: boolean): Promise<PageResult> => {
      const server = await serve(script, isolated);
      try {
        const page = await browser.newPage();
        const problems: string[] = [];
        page.on('pageerror', (error) => problems.push(error.message));
        page.on('console', (message) => {
          if (message.type() !== 'log') problems.push(message.text());
        });
        const { port } = server.address() as AddressInfo;
        await page.goto(`http://127.0.0.1:${port}/`);
        const failed = (error: unknown): never => {
          throw new Error(`the page failed: ${problems.join('; ')}`, { cause: error });
        };
        await page
          .waitForFunction('globalThis.finished', undefined, { timeout: 60_000 })
          .catch(failed);
        const result = await page.evaluate<PageResult>('globalThis.result').catch(failed);
        if (problems.length > 0) throw new Error(`the page complains: ${problems.join('; ')}`);
        await page.close();
        return result;
      } finally {
        server.close();
        server.closeAllConnections();
      }
    };
    return { ordinary: await run(false), isolated: await run(true) };
  } finally {
    await browser.close();
  }
}
