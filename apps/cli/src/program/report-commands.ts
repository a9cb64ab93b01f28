import type { Command } from 'commander';
import type { ReportFlags } from '../commands/report.ts';
import type { ServeFlags } from '../commands/serve.ts';
import { examples, runsOption } from './options.ts';
import type { Session } from './options.ts';

const FROM = 'a run folder, or a folder of run folders (default: runs)';
const PUBLISHED = 'folder of published results (default: results)';

/** Commands that show everything at once; each one's code is loaded when it is called. */
export function addReportCommands(
  program: Command,
  { signal, done }: Session,
  version: string,
): void {
  program
    .command('report')
    .description('claims, figures, data and provenance as one HTML file')
    .option('--out <file>', 'the file', 'report.html')
    .addOption(runsOption(FROM))
    .option('--results <dir>', PUBLISHED)
    .addHelpText(
      'after',
      '\nThe file opens from disk, without a server or a network. It has all that is\n' +
        'finished, in every run folder and among published results.\n' +
        examples('report', 'report --out /tmp/report.html --runs /scratch/runs'),
    )
    .action(async (flags: ReportFlags) => {
      const { report } = await import('../commands/report.ts');
      done(await report(flags, version));
    });

  program
    .command('serve')
    .description('the report as a page that updates by itself while something runs')
    .option('--port <n>', '0 takes any free port', '4807')
    .option('--host <address>', 'who may ask: by default this machine alone', '127.0.0.1')
    .addOption(runsOption(FROM))
    .option('--results <dir>', PUBLISHED)
    .addHelpText(
      'after',
      '\nShows progress, learning curves and levels so far. It only reads, looks only\n' +
        'while a page is open, and Ctrl-C ends it. /live.json is the same for programs.\n' +
        examples('serve', 'serve --port 0 --runs /scratch/figure-3'),
    )
    .action(async (flags: ServeFlags) => {
      const { serve } = await import('../commands/serve.ts');
      done(await serve(flags, signal, version));
    });
}
