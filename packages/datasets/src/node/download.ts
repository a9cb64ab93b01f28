import type { PlainFile } from '../published-files.ts';
import type { CifarDefinition, IdxDefinition } from '../registry.ts';
import { checkBytes } from './check-bytes.ts';
import { corruptDownload, reason, unavailable } from './errors.ts';

/**
 * A budget of waiting for first bytes that all downloads of one call share. It is full again after every
 * answer, so that a slow connection is not taken for none.
 */
export class Patience {
  #left: number;
  readonly #total: number;

  constructor(milliseconds: number) {
    this.#left = milliseconds;
    this.#total = milliseconds;
  }

  get spent(): boolean {
    return this.#left <= 0;
  }

  /** Runs a wait; its signal is aborted when the budget is spent. */
  async wait<T>(controller: AbortController, run: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const message = `no answer within ${this.#total / 1000} s`;
    const timer = setTimeout(() => {
      this.#left = 0;
      controller.abort(new Error(message));
    }, this.#left);
    try {
      const answer = await run();
      this.#left = this.#total;
      return answer;
    } catch (error) {
      this.#left -= performance.now() - started;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** How to download. */
export interface DownloadOptions {
  readonly fetch: typeof fetch;
  readonly patience: Patience;
  /** Milliseconds without a byte. */
  readonly stall: number;
}

async function fetchWhole(
  address: string,
  limit: number,
  { fetch, patience, stall }: DownloadOptions,
): Promise<Uint8Array> {
  const controller = new AbortController();
  const { reader, first } = await patience.wait(controller, async () => {
    const response = await fetch(address, {
      signal: controller.signal,
      // Some servers would otherwise mark a .gz file as an encoding, which fetch takes off.
      headers: { 'accept-encoding': 'identity' },
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`HTTP ${response.status}`);
    }
    const reader = response.body.getReader();
    return { reader, first: await reader.read() };
  });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let chunk = first; !chunk.done;) {
    chunks.push(chunk.value);
    length += chunk.value.length;
    if (length > limit) {
      controller.abort();
      break;
    }
    const timer = setTimeout(
      () => controller.abort(new Error(`stopped sending for ${stall / 1000} s`)),
      stall,
    );
    try {
      chunk = await reader.read();
    } finally {
      clearTimeout(timer);
    }
  }
  return Buffer.concat(chunks);
}

/**
 * Downloads a published file from the first mirror that gives it, size and SHA-256 verified.
 *
 * @throws SWEEPSTAKE_DATASETS_DOWNLOAD_CORRUPT when no mirror gave the right file and one gave a wrong one;
 *   SWEEPSTAKE_DATASETS_UNAVAILABLE when none gave anything
 */
export async function download(
  definition: IdxDefinition | CifarDefinition,
  file: PlainFile,
  mirrors: readonly string[],
  options: DownloadOptions,
): Promise<{ readonly bytes: Uint8Array; readonly address: string }> {
  const attempts: string[] = [];
  let corrupt: Error | null = null;
  for (const mirror of mirrors) {
    const address = mirror + file.name;
    if (options.patience.spent) {
      attempts.push(`${new URL(address).host}: not tried, the time for connecting was used up`);
      continue;
    }
    try {
      const bytes = await fetchWhole(address, file.bytes, options);
      const problem = checkBytes(bytes, file);
      if (problem === null) return { bytes, address };
      corrupt ??= corruptDownload(address, problem);
    } catch (error) {
      attempts.push(`${new URL(address).host}: ${reason(error)}`);
    }
  }
  throw corrupt ?? unavailable(definition, file.name, attempts);
}
