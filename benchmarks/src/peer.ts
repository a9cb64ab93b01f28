import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, Greeting, ReadyGreeting, Request } from './protocol.ts';

type Pending = { resolve: (line: string) => void; reject: (error: Error) => void };

/** A process that trains LeNet in some framework (ours too) and answers JSON lines; see peers/README.md. */
export class Peer {
  readonly greeting: ReadyGreeting;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: Lines;

  constructor(child: ChildProcessWithoutNullStreams, lines: Lines, greeting: ReadyGreeting) {
    this.#child = child;
    this.#lines = lines;
    this.greeting = greeting;
  }

  /** The process, ready; or why it cannot be had. */
  static async start(command: string, args: readonly string[]): Promise<Peer | string> {
    const child = spawn(command, args);
    const lines = new Lines(command, child);
    try {
      const greeting = JSON.parse(await lines.next()) as Greeting;
      return greeting.ready ? new Peer(child, lines, greeting) : greeting.reason;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Sends one request and waits for its answer; requests are made one after another. */
  async ask<R extends Request>(request: R): Promise<Answer<R>> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = JSON.parse(await this.#lines.next()) as Answer<R> | { error: string };
    if ('error' in answer) throw new Error(`${this.greeting.framework}: ${answer.error}`);
    return answer;
  }

  quit(): void {
    this.#child.stdin.end('{"op":"quit"}\n');
  }
}

/** Lines of a child's standard output, awaited one at a time. */
class Lines {
  readonly #waiting: Pending[] = [];
  readonly #ready: string[] = [];
  #ended: Error | undefined;

  constructor(name: string, child: ChildProcessWithoutNullStreams) {
    let complaint = '';
    child.stderr.on('data', (bytes: Buffer) => {
      complaint = (complaint + String(bytes)).slice(-2000);
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const first = this.#waiting.shift();
      if (first === undefined) this.#ready.push(line);
      else first.resolve(line);
    });
    const end = (why: string): void => {
      this.#ended ??= new Error(
        `${name}: ${why}${complaint === '' ? '' : `\n${complaint.trim()}`}`,
      );
      for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => end(`ended with ${signal ?? `status ${code}`}`));
    child.stdin.on('error', () => {});
  }

  next(): Promise<string> {
    const line = this.#ready.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }
}
