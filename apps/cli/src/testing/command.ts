import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url));
/** No test reaches a network, connected or not. */
const OFFLINE = `data:text/javascript,globalThis.fetch=async()=>{throw Object.assign(new Error('offline'),{code:'ENOTFOUND'})}`;

export interface Ended {
  /** Exit status; null where a signal ended the process. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the text was printed on either stream; rejects where the process ends first. */
  printed(pattern: RegExp): Promise<void>;
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder of its own for a test, removed after the last test of the file. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-cli-'));
  folders.push(folder);
  return folder;
}

/** Starts the command from sources as a process of its own, in a folder, without data sets or network. */
export function start(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Started {
  const { SWEEPSTAKE_DATA: _, SWEEPSTAKE_DEBUG: __, NODE_OPTIONS: ___, ...rest } = process.env;
  const flags = ['--conditions=@sweepstake/source', '--import', OFFLINE, CLI];
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd,
    env: { ...rest, SWEEPSTAKE_CACHE: join(cwd, 'cache'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (chunk: string) => (text[stream] += chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...text }));
  });
  const printed = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(text.stdout) || pattern.test(text.stderr)) resolve();
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.on('close', () =>
        reject(new Error(`ended without ${String(pattern)}: ${text.stderr}`)),
      );
      look();
    });
  return { child, ended, printed };
}

/** Runs the command to its end. */
export const command = (
  cwd: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<Ended> => start(cwd, args, env).ended;

/** Every file of a folder by name. */
export const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
