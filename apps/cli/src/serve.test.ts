import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findBrowser, withPage } from './testing/browser.ts';
import { command, start, testFolder } from './testing/command.ts';
import { stagesIn } from './testing/stages-in.ts';

const RUN = ['figure-3', '--preset', 'tiny', '--workers', '1'];

const servers: ChildProcess[] = [];
afterEach(() => servers.splice(0).forEach((child) => child.kill('SIGKILL')));

/** Starts the server on a free port; resolves with its address. */
async function serving(folder: string, ...args: string[]) {
  const started = start(folder, ['serve', '--port', '0', ...args]);
  servers.push(started.child);
  let text = '';
  started.child.stdout!.on('data', (chunk: string) => (text += chunk));
  await started.printed(/serving http:\/\/\S+ /);
  const [address] = /http:\/\/\S+/.exec(text)!;
  return { ...started, address };
}

/** A request as it is typed: `fetch` would tidy its path and its host. */
const ask = (
  address: string,
  path: string,
  options: { method?: string; host?: string } = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> =>
  new Promise((done, reject) => {
    const { hostname, port } = new URL(address);
    const headers = options.host === undefined ? {} : { host: options.host };
    const method = options.method ?? 'GET';
    request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () =>
        done({ status: response.statusCode!, headers: response.headers, body }),
      );
    })
      .on('error', reject)
      .end();
  });

test.each([
  ['x', /--port is "x"; give a number from 0 \(any free port\) to 65535/],
  ['-1', /--port is "-1"/],
  ['65536', /--port is "65536"/],
  ['1e3', /--port is "1e3"/],
])('port %s is refused, with those that are none', async (port, message) => {
  const { status, stderr } = await command(testFolder(), ['serve', `--port=${port}`]);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});

test('a port that is taken is told, with a way out', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  try {
    const { port } = other.address() as AddressInfo;
    const { status, stderr } = await command(testFolder(), ['serve', '--port', String(port)]);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /cannot serve at 127\.0\.0\.1:\d+: something else listens there; .*--port 0/,
    );
  } finally {
    other.close();
  }
});

test('it answers to its own paths and names only, and ends quietly when it is told to', async () => {
  const folder = testFolder();
  mkdirSync(join(folder, 'runs'));
  const { address, child, ended } = await serving(folder);
  const page = await ask(address, '/');
  expect(page.status).toBe(200);
  expect(page.body).toContain('Nothing was run in runs yet');
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
  });
  const live = await ask(address, '/live.json?x=1');
  expect(JSON.parse(live.body)).toEqual({ folder: 'runs', runs: [] });
  for (const path of [
    '/../package.json',
    '/..%2f..%2fetc/passwd',
    '//etc/passwd',
    '/events/',
    '/x',
  ])
    expect((await ask(address, path)).status, path).toBe(404);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    expect(await ask(address, '/', { method })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  expect(await ask(address, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  expect((await ask(address, '/', { host: 'elsewhere.example' })).status).toBe(403);
  expect((await ask(address, '/', { host: 'localhost:1' })).status).toBe(200);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ status: 0, stderr: '' });
});

test('looking on changes nothing in a run folder', async () => {
  const folder = testFolder();
  const { status, stderr } = await command(folder, ['run', ...RUN, '--trials', '1']);
  expect(status, stderr).toBe(0);
  const root = join(folder, 'runs', 'figure-3-tiny');
  const before = stagesIn(root);
  const { address, child, ended } = await serving(folder, '--runs', root);
  const { runs } = JSON.parse((await ask(address, '/live.json')).body) as { runs: object[] };
  expect(runs).toMatchObject([
    {
      folder: root,
      running: 0,
      pending: 0,
      subset: 'test',
      levels: [
        { variant: 'ticket', percentRemaining: 100, earlyStop: { runs: 1 } },
        { variant: 'ticket', earlyStop: { runs: 1 } },
        { variant: 'ticket', earlyStop: { runs: 1 } },
        { variant: 'reinit', earlyStop: { runs: 1 } },
      ],
    },
  ]);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ status: 0, stderr: '' });
  expect(stagesIn(root)).toEqual(before);
});

const required = process.env['CI'] === 'true';
const skipped = findBrowser() === null && !required;
if (skipped) console.log('skipped: no chromium on the PATH; apt-get install chromium');

describe.skipIf(skipped)('in a browser', () => {
  test('progress and curves of a sweep change on the page while it runs, without loading it again', async () => {
    const folder = testFolder();
    const long = ['--trials', '2', '--set', 'iterations=12000', '--set', 'evaluation.every=100'];
    const sweep = start(folder, ['run', ...RUN, ...long, '--checkpoint-every', '0.3']);
    const server = await serving(folder);
    try {
      await withPage(server.address, async (page, problems) => {
        await page.evaluate('globalThis.sameDocument = true');
        const line = page.locator('.live-run .chart .line').first();
        await line.waitFor({ timeout: 60_000 });
        const progress = page.locator('.live-run .progress');
        for (const [element, attribute] of [
          [line, 'd'],
          [progress, 'aria-valuenow'],
        ] as const) {
          const before = await element.getAttribute(attribute);
          const now = () => element.getAttribute(attribute);
          await expect.poll(now, { timeout: 60_000, interval: 100 }).not.toBe(before);
        }
        expect(await page.locator('.live-run .counts').textContent()).toMatch(
          /of \d+ stages finished/,
        );
        expect(await page.locator('#live-connection').textContent()).toMatch(/^connected/);
        expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
        expect(problems).toEqual([]);
      });
    } finally {
      sweep.child.kill('SIGTERM');
      server.child.kill('SIGINT');
    }
    expect(await server.ended).toMatchObject({ status: 0 });
    await sweep.ended;
  });
});
