import { spawn } from 'node:child_process';
import { stopped } from '../errors.ts';

/** A program to run to its end. */
export interface Tool {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Milliseconds after which it is ended, with everything that it started. */
  readonly patience: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ToolEnd {
  readonly succeeded: boolean;
  /** False where there is no such program. */
  readonly exists: boolean;
  /** What it printed on both streams; the last 64 kB. */
  readonly output: string;
  /** One line: why it did not succeed. */
  readonly why: string;
}

const KEPT = 65_536;
const WINDOWS = process.platform === 'win32';

/** Runs a program without input. Throws SWEEPSTAKE_TFJS_NATIVE_STOPPED once the signal is aborted, nothing else. */
export async function runTool(tool: Tool): Promise<ToolEnd> {
  const { command, args, cwd, env, patience, signal } = tool;
  if (signal?.aborted) throw stopped();
  // A group of its own on POSIX, so that what it started can be ended with it.
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !WINDOWS,
    shell: WINDOWS,
  });
  const end = (): void => {
    try {
      if (WINDOWS || child.pid === undefined) child.kill('SIGKILL');
      else process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  };
  let output = '';
  const keep = (chunk: string): void => void (output = (output + chunk).slice(-KEPT));
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end();
  }, patience);
  signal?.addEventListener('abort', end);
  try {
    const { error, how } = await new Promise<{ error: NodeJS.ErrnoException | null; how: string }>(
      (resolve) => {
        child.on('error', (failure: NodeJS.ErrnoException) => resolve({ error: failure, how: '' }));
        child.on('close', (status, by) => resolve({ error: null, how: by ?? String(status) }));
      },
    );
    if (signal?.aborted) throw stopped();
    const exists = error?.code !== 'ENOENT';
    const succeeded = error === null && how === '0' && !late;
    const why = succeeded
      ? ''
      : error !== null
        ? exists
          ? `${command} cannot be started (${error.message})`
          : `there is no ${command}`
        : late
          ? `${command} did not end within ${Math.round(patience / 1000)} seconds`
          : lineThatSaysWhy(output) || `${command} ended with status ${how}`;
    return { succeeded, exists, output, why };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** What says most of a failure: `Error: ...`, else the first line that speaks of an error, else the last one. */
export function lineThatSaysWhy(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const said =
    lines.find((line) => /^(?:\w*Error|ERROR|fatal error): /.test(line)) ??
    lines.find((line) => /\b(?:error|ERROR|Error|fatal|refused|denied)\b/.test(line));
  return (said ?? lines.at(-1) ?? '').slice(0, 300);
}
