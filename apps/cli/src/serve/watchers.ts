import type { ServerResponse } from 'node:http';

/** Milliseconds between two looks. */
const EVERY = 2000;

/** Bytes that wait for a reader who does not read, above which it is given up. */
const MOST_WAITING = 2 ** 24;

type Parts = Readonly<Record<string, string>>;

/** Open pages that are told what changes. */
export interface Watchers {
  /** Sends all parts at once, and afterwards those that changed, until it is closed. */
  add(response: ServerResponse): void;
  stop(): void;
}

/** Looks as long as somebody watches, one look after the other; nobody watching, nothing is looked at. */
export function watchers({ parts }: { parts(): Promise<Parts> }): Watchers {
  const sent = new Map<ServerResponse, Parts>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let stopped = false;

  const look = async (): Promise<void> => {
    if (looking || stopped || sent.size === 0) return;
    looking = true;
    clearTimeout(timer);
    try {
      const now = await parts();
      for (const [response, before] of sent) tell(response, before, now);
      for (const response of sent.keys()) sent.set(response, now);
    } catch {
      // What could not be read now may be readable at the next look.
    }
    looking = false;
    // Somebody who came while it looked has seen nothing yet.
    if (!stopped) timer = setTimeout(() => void look(), EVERY);
  };

  return {
    add(response) {
      sent.set(response, {});
      response.on('close', () => sent.delete(response));
      void look();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function tell(response: ServerResponse, before: Parts, now: Parts): void {
  if (response.writableLength > MOST_WAITING) return void response.destroy();
  const changed = Object.entries(now).filter(([id, markup]) => before[id] !== markup);
  if (changed.length === 0) response.write(': still here\n\n');
  else response.write(`event: parts\ndata: ${JSON.stringify(Object.fromEntries(changed))}\n\n`);
}
