import { constants } from 'node:os';
import type { Command } from 'commander';
import { CommanderError } from 'commander';
import { describeError } from './describe-error.ts';
import { EXIT } from './exit-status.ts';
import { programOf } from './program.ts';
import { COMMAND, remark, typed } from './shell.ts';
import { version } from './version.ts';

/**
 * The `sweepstake` command: carries out `argv` (without node and script) and ends the process with its exit
 * status. Nothing else in this package ends the process or listens to signals.
 */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', ignoreClosedPipe);
  const stop = new AbortController();
  const caught: Caught[] = [];
  const listen = (signal: Caught): void => {
    // Schedulers warn with USR2, then with TERM: what is being written is finished. The same again is impatience.
    if (signal !== 'SIGUSR2' && caught.includes(signal)) process.exit(killedBy(signal));
    caught.push(signal);
    stop.abort();
  };
  process.on('SIGINT', listen).on('SIGTERM', listen);
  // Windows has no such signal, and USR1 starts Node's debugger.
  if (process.platform !== 'win32') process.on('SIGUSR2', listen);

  const status = await statusOf(argv, stop.signal);
  const [signal] = caught;
  if (signal !== undefined && status !== EXIT.done)
    remark(`stopped; continue with: ${COMMAND} ${typed(argv)}`);
  process.exitCode = signal === undefined ? status : stoppedStatus(status, signal);
}

type Caught = 'SIGINT' | 'SIGTERM' | 'SIGUSR2';

const killedBy = (signal: Caught): number => 128 + constants.signals[signal];

/** A command that knows how to continue says so to schedulers; a person at the keyboard sees the usual 130. */
function stoppedStatus(status: number, signal: Caught): number {
  if (status === EXIT.done || (status === EXIT.requeue && signal !== 'SIGINT')) return status;
  return killedBy(signal);
}

async function statusOf(argv: readonly string[], signal: AbortSignal): Promise<number> {
  let status = 0;
  const program = programOf({ signal, done: (found) => void (status = found) }, version());
  for (const command of [program, ...program.commands.flatMap((c) => [c, ...c.commands])])
    quietly(command);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const described = describeError(error);
    remark(described.text);
    return described.status;
  }
}

/** Errors of usage become one line in our form, and are thrown instead of ending the process. */
const quietly = (command: Command): Command =>
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      const line = text
        .trim()
        .replace(/^error: /, '')
        .replaceAll(/\s*\n\s*/g, ' ');
      write(
        `sweepstake: ${line}; see ${COMMAND} ${command.name() === 'sweepstake' ? '' : `${command.name()} `}--help\n`,
      );
    },
  });

/** `sweepstake list | head` ends quietly. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
