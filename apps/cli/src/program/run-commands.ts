import type { Command } from 'commander';
import type { AggregateFlags } from '../commands/aggregate.ts';
import type { FigureFlags } from '../commands/figure.ts';
import type { QuickstartFlags } from '../commands/quickstart.ts';
import type { RunFlags } from '../commands/run.ts';
import type { StatusFlags } from '../commands/status.ts';
import { examples, jsonOption, runsOption, withConfig } from './options.ts';
import type { Session } from './options.ts';

/** Commands that run experiments and show what came out; each one's code is loaded when it is called. */
export function addRunCommands(program: Command, { signal, done }: Session): void {
  program
    .command('quickstart')
    .description('run a small version of figure 3 and show its table: about a minute')
    .option('--workers <n>', 'trainings at the same time (default: all cores)')
    .addOption(runsOption('folder for what is run').default('runs/quickstart'))
    .option('--tables <dir>', 'folder for the tables (default: tables/<what was run>)')
    .option('--figures <dir>', 'folder for the figure (default: figures)')
    .addHelpText('after', examples('quickstart', 'quickstart --workers 1'))
    .action(async (flags: QuickstartFlags) => {
      const { quickstart } = await import('../commands/quickstart.ts');
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
    .option('--threads <n>', 'of one training with convolutions (default: spare cores)')
    .addOption(runsOption('folder for what is run (default: runs/<experiment>-<preset>)'))
    .option('--tables <dir>', 'folder for the tables (default: tables/<what was run>)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe default preset is quick. Finished stages are kept and not run again:\n' +
        'Ctrl-C stops, and the same command continues.\n' +
        examples(
          'run figure-3 --preset quick',
          'run figure-3 --preset paper --workers 8 --runs /scratch/figure-3',
          'run figure-3 --dataset strokes --set iterations=1000',
          'run resnet-18 --trials 1 --workers 1 --threads 2',
          'run --config my.yaml --set learning_rate=0.002',
        ) +
        '\nExit status: 0 everything is there; 1 something failed; 2 wrong usage or\n' +
        'configuration; 130 or 143 stopped by a signal.\n',
    )
    .action(async (experiment: string | undefined, flags: RunFlags) => {
      const { run } = await import('../commands/run.ts');
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
    .option('--full', 'write all values of all curves, however long the files get')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('aggregate figure-3', 'aggregate figure-3 --preset paper --tables results/figure-3'),
    )
    .action(async (experiment: string, flags: AggregateFlags) => {
      const { aggregate } = await import('../commands/aggregate.ts');
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
      const { figure } = await import('../commands/figure.ts');
      done(await figure(experiment, flags));
    });

  program
    .command('status')
    .description('how far every run is, what failed, and how to continue')
    .addOption(runsOption('a run folder (default: all in runs)'))
    .addOption(jsonOption())
    .addHelpText('after', examples('status', 'status --runs /scratch/figure-3 --json'))
    .action(async (flags: StatusFlags) => {
      const { status } = await import('../commands/status.ts');
      done(status(flags));
    });
}
