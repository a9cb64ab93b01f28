import { setPriority } from 'node:os';
import type { AddressInfo } from 'node:net';
import { livePageHtml, liveParts, reportParts } from '@sweepstake/report';
import { badFlag, cannotListen } from '../errors.ts';
import { drawnReport } from '../serve/drawn-report.ts';
import { serveLive } from '../serve/live-server.ts';
import { observer } from '../serve/observer.ts';
import { resultsFolder } from '../results-folder.ts';
import { remark, say } from '../shell.ts';

/** Flags of `sweepstake serve`. */
export interface ServeFlags {
  readonly port: string;
  readonly host: string;
  readonly runs?: string;
  readonly results?: string;
}

/** `sweepstake serve`: the report, and what runs now, as a page that updates by itself; until it is stopped. */
export async function serve(
  { runs, results, host, ...flags }: ServeFlags,
  signal: AbortSignal,
  version: string,
): Promise<number> {
  const port = portOf(flags.port);
  if (host.trim() === '')
    throw badFlag('--host', host, 'an address of this machine, as in 127.0.0.1');
  beNice();
  const observe = observer(runs, (line) => remark(`sweepstake: ${line}`));
  const report = drawnReport({ runs, results: resultsFolder(results), version }, (line) =>
    remark(`sweepstake: ${line}`),
  );
  const look = async () => {
    const live = await observe.look(Date.now());
    report.refresh(live.runs.reduce((sum, { done }) => sum + done, 0));
    return live;
  };
  const sources = {
    page: async () => livePageHtml(version, await look(), report.latest()),
    state: look,
    parts: async () => {
      const live = await look();
      const drawn = report.latest();
      return { ...liveParts(live), ...(drawn !== null && reportParts(drawn)) };
    },
  };
  try {
    await serveLive(sources, { host, port, signal }, (address) =>
      say(`serving http://${shownHost(address)}:${address.port}/ (Ctrl-C ends it)`),
    );
  } catch (error) {
    throw cannotListen(host, port, error);
  } finally {
    await report.close();
  }
  return 0;
}

function portOf(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535)
    throw badFlag('--port', value, 'a number from 0 (any free port) to 65535');
  return port;
}

const shownHost = ({ address, family }: AddressInfo): string =>
  family === 'IPv6' ? `[${address}]` : address;

/** What trains beside it goes first. */
function beNice(): void {
  try {
    setPriority(10);
  } catch {
    // Where that is not allowed, it is served all the same.
  }
}
