import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { CrewOptions } from './crew.ts';
import { noProcess } from './errors.ts';
import type { FromProcess, ToProcess } from './message.ts';

/** Of what a process printed on stderr, the lines kept to say why it died. */
const KEPT_LINES = 40;

/** What it sends; in the end how it ended, after all that it had sent, or why it could not be started. */
export type ProcessEvent =
  | FromProcess
  | { readonly kind: 'death'; readonly how: string }
  | { readonly kind: 'unstarted'; readonly error: Error };

/** One worker process, from its start to its death. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #death: Promise<void>;
  #listener: (event: ProcessEvent) => void = () => {};
  #ready = false;

  constructor({ execArgv, env, resourceLimits, quiet }: CrewOptions, sharedFile: number) {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const { maxOldGenerationSizeMb: old, maxYoungGenerationSizeMb: young } = resourceLimits ?? {};
    this.#child = fork(new URL(`./process-main.${extension}`, import.meta.url), [], {
      serialization: 'advanced',
      // At the end the pipe by which it is asked to stop, and the file of what is shared.
      stdio: ['ignore', 'inherit', 'pipe', 'ipc', 'pipe', sharedFile],
      execArgv: [
        ...(execArgv ?? process.execArgv),
        ...(old === undefined ? [] : [`--max-old-space-size=${old}`]),
        ...(young === undefined
          ? []
          : [`--max-semi-space-size=${Math.max(1, Math.floor(young / 3))}`]),
      ],
      ...(env && { env: { ...env } }),
    });
    this.#child.on('message', (message: FromProcess) => {
      if (message.kind === 'ready') this.#ready = true;
      this.#listener(message);
    });
    this.#pipe.on('error', () => {});
    this.#passOn(quiet);
    this.#death = this.#untilDeath().then(
      (how) => this.#listener({ kind: 'death', how }),
      (error: Error) => this.#listener({ kind: 'unstarted', error }),
    );
  }

  /** Whether its module is loaded. */
  get ready(): boolean {
    return this.#ready;
  }

  /** From now on, what happens is told here. */
  listen(listener: (event: ProcessEvent) => void): void {
    this.#listener = listener;
  }

  /** What cannot be sent because it has ended is dropped; its death says so. Throws for what cannot be cloned. */
  send(message: ToProcess): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  askToStop(): void {
    this.#pipe.write('s');
  }

  /** Ends it at once; resolves when it is gone. */
  async end(): Promise<void> {
    this.#listener = () => {};
    this.#child.kill('SIGKILL');
    await this.#death;
  }

  get #pipe(): Writable {
    return this.#child.stdio[4] as Writable;
  }

  async #untilDeath(): Promise<string> {
    const child = this.#child;
    const heard = new Promise<void>((resolve) => void child.on('disconnect', resolve));
    const how = await new Promise<string>((resolve, reject) => {
      child.on('error', (error) => {
        // Errors of a process that was started come with its end.
        if (child.pid === undefined) reject(noProcess(error.message, error));
      });
      child.on('close', (code, signal) =>
        resolve(signal === null ? `worker exited with code: ${code}` : `worker ended by ${signal}`),
      );
    });
    if (child.connected) await heard;
    const fatal = this.#lines.find((line) => line.startsWith('FATAL ERROR: '));
    return fatal === undefined ? how : `${how} (${fatal.slice(13)})`;
  }

  /** Its stderr, by lines, to ours. */
  #passOn(quiet: RegExp | undefined): void {
    let rest = '';
    const take = (line: string): void => {
      this.#lines.push(line);
      if (this.#lines.length > KEPT_LINES) this.#lines.shift();
      if (!quiet?.test(line)) process.stderr.write(`${line}\n`);
    };
    const { stderr } = this.#child;
    stderr!.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) take(line);
    });
    stderr!.on('end', () => rest !== '' && take(rest));
  }
}
