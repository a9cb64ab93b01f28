import type { Command } from 'commander';
import type { CleanFlags } from '../commands/clean.ts';
import type { RetryFlags } from '../commands/retry.ts';
import type { StatusFlags } from '../commands/status.ts';
import type { VerifyFlags } from '../commands/verify.ts';
import { examples, jsonOption, runsOption } from './options.ts';
import type { Session } from './options.ts';

const ALL = 'a run folder (default: all in runs)';

/** Commands that look after run folders; each one's code is loaded when it is called. */
export function addFolderCommands(program: Command, { signal, done }: Session): void {
  program
    .command('status')
    .description('how far every run is, what runs, what failed, and how to continue')
    .addOption(runsOption(ALL))
    .option('--watch', 'again every 2 s, until the run ends')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nRunning stages are those that a process has claimed; stale ones are those whose\n' +
        'process gave no sign of life for two minutes, or died on this machine.\n' +
        examples('status', 'status --watch', 'status --runs /scratch/figure-3 --json'),
    )
    .action(async (flags: StatusFlags) => {
      const { status } = await import('../commands/status.ts');
      done(await status(flags, signal));
    });

  program
    .command('retry')
    .description('run once more what failed, and what waits for it')
    .option('--failed', 'what is tried again: stages that failed')
    .addOption(runsOption(ALL))
    .option('--workers <n>', 'trainings at the same time (default: all cores)')
    .option('--threads <n>', 'of one training with convolutions (default: spare cores)')
    .option('--dry-run', 'only list what failed, and why')
    .addHelpText(
      'after',
      examples('retry --failed --dry-run', 'retry --failed --runs runs/figure-3-paper'),
    )
    .action(async (flags: RetryFlags) => {
      const { retry } = await import('../commands/retry.ts');
      done(await retry(flags, signal));
    });

  program
    .command('clean')
    .description('remove what killed processes left, and what is of no use any more')
    .addOption(runsOption(ALL))
    .option('--stale-after <s>', 'seconds without a sign of life of a dead process (default: 120)')
    .option('--dry-run', 'only tell what would be removed')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nRemoves half-written files, owners and claims of dead processes, states of\n' +
        'finished stages, and what was put aside because it was damaged. No result is\n' +
        'touched, nor what a living process uses.\n' +
        examples('clean --dry-run', 'clean --runs runs/figure-3-paper'),
    )
    .action(async (flags: CleanFlags) => {
      const { clean } = await import('../commands/clean.ts');
      done(clean(flags));
    });

  program
    .command('verify')
    .description('read every file of run folders again, against its checksum')
    .addOption(runsOption(ALL))
    .option('--delete', 'put damaged stages and states aside; the same run makes them again')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExit status: 0 all is well, or was put aside; 1 something is damaged.\n' +
        examples('verify', 'verify --runs runs/figure-3-paper --delete'),
    )
    .action(async (flags: VerifyFlags) => {
      const { verify } = await import('../commands/verify.ts');
      done(verify(flags));
    });
}
