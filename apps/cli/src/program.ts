import { Command } from 'commander';
import { addClaimsCommands } from './program/claims-command.ts';
import { addClusterCommands } from './program/cluster-commands.ts';
import { addNativeCommands } from './program/native-commands.ts';
import { examples } from './program/options.ts';
import type { Session } from './program/options.ts';
import { addPackCommand } from './program/pack-command.ts';
import { addReportCommands } from './program/report-commands.ts';
import { addRunCommands } from './program/run-commands.ts';
import { addToolCommands } from './program/tool-commands.ts';

/** The command line. */
export function programOf(session: Session, version: string): Command {
  const program = new Command('sweepstake')
    .description(
      'Lottery tickets on CPUs: train, prune, rewind and retrain networks over many seeds in parallel, ' +
        'and regenerate the figures and tables of the paper with minimum and maximum over the trials.',
    )
    .version(version)
    .helpOption('-h, --help', 'show help')
    .addHelpText(
      'after',
      examples(
        'quickstart                   figure 3 of the paper, small',
        'run figure-3 --preset paper  all of it: hours; Ctrl-C stops it',
        'figure figure-3              draw what is finished',
        'run --help                   more on one command',
      ),
    );
  addRunCommands(program, session);
  addClaimsCommands(program, session);
  addReportCommands(program, session, version);
  addClusterCommands(program, session);
  addToolCommands(program, session);
  addNativeCommands(program, session);
  addPackCommand(program, session, version);
  return program;
}
