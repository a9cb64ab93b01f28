import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { watchers } from './watchers.ts';
import type { Watchers } from './watchers.ts';

/** What a page is told of, and what it is told. */
export interface Sources {
  /** The whole page, as it is now. */
  page(): Promise<string>;
  /** What is known of all runs, as a JSON value. */
  state(): Promise<unknown>;
  /** Every part of the page that changes, by id. */
  parts(): Promise<Readonly<Record<string, string>>>;
}

const MOST_CONNECTIONS = 64;

const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/**
 * Serves the page at `/`, its changes as server-sent events at `/events`, and the state at `/live.json`, until the
 * signal is aborted. Nothing else is served, and nothing from disk by its name. Bound to this machine alone, it
 * answers only to names of this machine, so that no page of another site reads it. Rejects where it cannot listen.
 */
export async function serveLive(
  sources: Sources,
  { host, port, signal }: { host: string; port: number; signal: AbortSignal },
  onListening: (address: AddressInfo) => void,
): Promise<void> {
  const watch = watchers(sources);
  const local = LOOPBACK.test(host);
  const server = createServer((request, response) => {
    answer(request, response, sources, watch, local).catch((error: unknown) =>
      fail(response, error),
    );
  });
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, host, port);
  const ended = new Promise<void>((done) => server.once('close', done));
  const stop = (): void => {
    watch.stop();
    server.close();
    server.closeAllConnections();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  if (server.listening) onListening(server.address() as AddressInfo);
  await ended;
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((done, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      done();
    });
  });

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sources: Sources,
  watch: Watchers,
  local: boolean,
): Promise<void> {
  const { method, url = '/', headers } = request;
  const send = (status: number, type: string, body: string, more: object = {}): void => {
    response.writeHead(status, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8`, ...more });
    response.end(method === 'HEAD' ? undefined : body);
  };
  const name = (headers.host ?? '').replace(/:\d+$/, '');
  if (local && !LOOPBACK.test(name)) return send(403, 'text/plain', 'not by this name\n');
  if (method !== 'GET' && method !== 'HEAD')
    return send(405, 'text/plain', 'only GET\n', { Allow: 'GET, HEAD' });
  switch (url.split('?', 1)[0]) {
    case '/':
      return send(200, 'text/html', await sources.page());
    case '/live.json':
      return send(200, 'application/json', `${JSON.stringify(await sources.state())}\n`);
    case '/events': {
      response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
      if (method === 'HEAD') return void response.end();
      response.write('retry: 2000\n\n');
      watch.add(response);
      return;
    }
    default:
      return send(404, 'text/plain', 'not here\n');
  }
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(500, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${(error as Error).message}\n`);
}
