import { Command, Option } from 'commander';
import type { AggregateFlags } from './commands/aggregate.ts';
import type { FigureFlags } from './commands/figure.ts';
import type { QuickstartFlags } from './commands/quickstart.ts';
import type { RunFlags } from './commands/run.ts';

/** What a command is given beside its flags. */
export interface Session {
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  /** Takes the exit status of the command that ran. */
  readonly done: (status: number) => void;
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ sweepstake ${line}`).join('\n')}\n`;

/** Options that say what is run, or which of several runs is meant. */
const withConfig = (command: Command): Command =>
  command
    .option('--preset <preset>', 'smoke, quick, reduced or paper')
    .option('--backend <backend>', 'what trains; see list backends')
    .option('--dataset <dataset>', 'what is learned; see list datasets')
    .option('--network <network>', 'what learns; see list models')
    .option('--trials <n>', 'trials: other splits, weights and batches')
    .option('--seed <n>', 'seed of all trials')
    .option('--set <key=value>', 'any other key, as in rates.hidden=0.3; repeatable', collect)
    .option('--fast-math', 'relaxed multiply-add: faster, other last bits');

const runsOption = (about: string): Option => new Option('--runs <dir>', about);
const jsonOption = (): Option => new Option('--json', 'print JSON for programs');

/** The command line; each command's code is loaded when it is called. */
export function programOf({ signal, done }: Session, version: string): Command {
  const program = new Command('sweepstake')
    .description(
      'Lottery tickets on CPUs: train, prune, rewind and retrain networks over many seeds in parallel,\n' +
        'and regenerate the figures and tables of the paper with minimum and maximum over the trials.',
    )
    .version(version)
    .helpOption('-h, --help', 'show help')
    .addHelpText(
      'after',
      examples(
        'quickstart                      figure 3 of the paper, small: a minute',
        'run figure-3 --preset paper     all of it: hours; Ctrl-C stops, the same command continues',
        'figure figure-3                 draw what is finished',
        'run --help                      more on one command',
      ),
    );

  program
    .command('quickstart')
    .description('run a small version of figure 3 and show its table: about a minute')
    .option('--workers <n>', 'trainings at the same time (default: all cores)')
    .addOption(runsOption('folder for what is run').default('runs/quickstart'))
    .option('--tables <dir>', 'folder for the tables (default: tables/<what was run>)')
    .option('--figures <dir>', 'folder for the figure (default: figures)')
    .addHelpText('after', examples('quickstart', 'quickstart --workers 1'))
    .action(async (flags: QuickstartFlags) => {
      const { quickstart } = await import('./commands/quickstart.ts');
      done(await quickstart(flags, signal));
    });

  withConfig(
    program
      .command('run')
      .description('train what an experiment needs, then print its table')
      .argument('[experiment]', 'see list experiments')
      .option('--config <file>', 'a run described in YAML or JSON; see schema'),
  )
    .option('--workers <n>', 'trainings at the same time (default: all cores)')
    .addOption(runsOption('folder for what is run (default: runs/<experiment>-<preset>)'))
    .option('--tables <dir>', 'folder for the tables (default: tables/<what was run>)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nFinished stages are kept and not run again; Ctrl-C stops, and the same command continues.\n' +
        'The default preset is quick.\n' +
        examples(
          'run figure-3 --preset quick',
          'run figure-3 --preset paper --workers 8 --runs /scratch/figure-3',
          'run figure-3 --dataset strokes --set iterations=1000 --set reinit.replicates=3',
          'run --config my.yaml --set learning_rate=0.002',
        ) +
        '\nExit status: 0 everything is there; 1 something failed; 2 wrong usage or configuration;\n' +
        '130 or 143 stopped by a signal.\n',
    )
    .action(async (experiment: string | undefined, flags: RunFlags) => {
      const { run } = await import('./commands/run.ts');
      done(await run(experiment, flags, signal));
    });

  withConfig(
    program
      .command('aggregate')
      .description('write the tables of what is finished: CSV, JSON, Markdown, LaTeX')
      .argument('<experiment>', 'see list experiments'),
  )
    .addOption(runsOption('the run folder (default: the one in runs that holds it)'))
    .option('--tables <dir>', 'folder for the tables (default: tables/<what was run>)')
    .option('--full-trials', 'write every value into trials.csv, however long it gets')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('aggregate figure-3', 'aggregate figure-3 --preset paper --tables results/figure-3'),
    )
    .action(async (experiment: string, flags: AggregateFlags) => {
      const { aggregate } = await import('./commands/aggregate.ts');
      done(aggregate(experiment, flags));
    });

  withConfig(
    program
      .command('figure')
      .description('draw what is finished: SVG, PNG, the Vega-Lite specification, its rows')
      .argument('<experiment>', 'see list experiments'),
  )
    .addOption(runsOption('the run folder (default: the one in runs that holds it)'))
    .option('--figures <dir>', 'folder for the figure (default: figures)')
    .addHelpText(
      'after',
      examples('figure figure-3', 'figure figure-3 --preset paper --figures results/figure-3'),
    )
    .action(async (experiment: string, flags: FigureFlags) => {
      const { figure } = await import('./commands/figure.ts');
      done(await figure(experiment, flags));
    });

  return program;
}
