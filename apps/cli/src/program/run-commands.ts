import type { Command } from 'commander';
import type { AggregateFlags } from '../commands/aggregate.ts';
import type { FigureFlags } from '../commands/figure.ts';
import type { MeasureFlags } from '../commands/measure.ts';
import type { PlanFlags } from '../commands/plan.ts';
import type { QuickstartFlags } from '../commands/quickstart.ts';
import type { RunFlags } from '../commands/run.ts';
import { EXIT_STATUSES } from './exit-statuses.ts';
import { addFolderCommands } from './folder-commands.ts';
import {
  examples,
  jsonOption,
  keepOption,
  resultsOption,
  runsOption,
  withConfig,
} from './options.ts';
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
      .argument('[experiment]', 'see list experiments; all: every figure of the paper')
      .option('--config <file>', 'a run described in YAML or JSON; see schema'),
  )
    .option('--workers <n>', 'trainings at the same time (default: all cores)')
    .option('--threads <n>', 'of one training with convolutions (default: spare cores)')
    .addOption(runsOption('folder for what is run (default: runs/<experiment>-<preset>)'))
    .option('--shard <i/n>', 'only the trials of part i of n, as in 3/16')
    .option('--no-share', 'train also what a run folder beside this one has finished')
    .addOption(keepOption())
    .option('--checkpoint-every <s>', 'least seconds between states of a training (default: 60)')
    .option('--tables <dir>', 'folder for the tables (default: tables/<what was run>)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe default preset is quick, or else reduced. Finished stages are kept and not\n' +
        'run again, and trainings continue where they were: after Ctrl-C, kill or a crash\n' +
        'the same command goes on. Several of it share one folder, on one machine or\n' +
        'many, and do no stage twice. What a folder beside it has finished is taken over.\n' +
        examples(
          'run figure-3 --preset quick',
          'run figure-3 --preset paper --workers 8 --runs /scratch/figure-3',
          'run figure-3 --dataset strokes --set iterations=1000',
          'run figure-3 --preset paper --shard 2/5 --keep masks',
          'run all --preset smoke',
          'run resnet-18 --trials 1 --workers 1 --threads 2',
          'run --config my.yaml --set learning_rate=0.002',
        ) +
        EXIT_STATUSES,
    )
    .action(async (experiment: string | undefined, flags: RunFlags) => {
      const { run } = await import('../commands/run.ts');
      done(await run(experiment, flags, signal));
    });

  withConfig(
    program
      .command('plan')
      .description('what a run would be: stages, core-hours, memory, disk; runs nothing')
      .argument('[experiment]', 'see list experiments; all: every figure of the paper')
      .option('--config <file>', 'a run described in YAML or JSON; see schema'),
  )
    .option('--all-presets', 'a table of all its presets instead')
    .option('--workers <n>', 'trainings at the same time (default: all cores)')
    .option('--threads <n>', 'of one training with convolutions (default: spare cores)')
    .addOption(runsOption('the run folder (default: runs/<experiment>-<preset>)'))
    .option('--shard <i/n>', 'only the trials of part i of n, as in 3/16')
    .option('--no-share', 'count also what a run folder beside this one has finished')
    .option('--write', 'write plan.json into the run folder, which runs are held against')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'plan figure-3 --preset paper',
        'plan figure-5 --all-presets',
        'plan all --preset reduced',
        'plan conv-6 --preset paper --workers 16 --json',
        'plan figure-3 --trials 100 --runs /scratch/figure-3 --write',
      ),
    )
    .action(async (experiment: string | undefined, flags: PlanFlags) => {
      const { plan } = await import('../commands/plan.ts');
      done(await plan(experiment, flags));
    });

  withConfig(
    program
      .command('aggregate')
      .description('write the tables of what is finished: CSV, JSON, Markdown, LaTeX')
      .argument('<experiment>', 'see list experiments; all: every figure of the paper'),
  )
    .addOption(runsOption('the run folder (default: the one in runs that holds it)'))
    .addOption(resultsOption())
    .option('--tables <dir>', 'folder for the tables (default: tables/<what was run>)')
    .option('--full', 'write all values of all curves, however long the files get')
    .option('--publish', 'add what is finished to the published results')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nPublished results of the same preset are united with the runs on disk. Where\n' +
        'both have a training of one name and the stages differ, that on disk is taken.\n' +
        examples(
          'aggregate figure-3',
          'aggregate figure-3 --preset paper --tables /tmp/figure-3',
          'aggregate all --preset reduced --publish',
        ),
    )
    .action(async (experiment: string, flags: AggregateFlags) => {
      const { aggregate } = await import('../commands/aggregate.ts');
      done(await aggregate(experiment, flags));
    });

  withConfig(
    program
      .command('figure')
      .description('draw what is finished: SVG, PNG, the Vega-Lite specification, its rows')
      .argument('<experiment>', 'see list experiments; all: every figure of the paper'),
  )
    .addOption(runsOption('the run folder (default: the one in runs that holds it)'))
    .addOption(resultsOption())
    .option('--figures <dir>', 'folder for the figures (default: figures)')
    .option('--run', 'train what is missing first')
    .option('--no-run', 'draw only what is finished')
    .option('--workers <n>', 'trainings at the same time (default: all cores)')
    .option('--threads <n>', 'of one training with convolutions (default: spare cores)')
    .addHelpText(
      'after',
      '\nOf a preset that is named, other than paper, what is missing is trained first.\n' +
        'Runs on disk are united with the published results of the same preset; without\n' +
        'runs, those are drawn alone.\n' +
        examples(
          'figure figure-3',
          'figure figure-4 --preset paper',
          'figure all --preset smoke',
          'figure all --preset reduced --no-run --figures /tmp/figures',
        ),
    )
    .action(async (experiment: string, flags: FigureFlags) => {
      const { figure } = await import('../commands/figure.ts');
      done(await figure(experiment, flags, signal));
    });

  withConfig(
    program
      .command('measure')
      .description('evaluate the weights that trainings ended with, without training')
      .argument('<metric>', 'accuracy or loss')
      .argument('[name]', 'the experiment, where several were run'),
  )
    .option('--subset <subset>', 'train, validation or test (default: test)')
    .addOption(runsOption('the run folder (default: the one in runs that holds it)'))
    .option('--workers <n>', 'evaluations at the same time (default: all cores)')
    .option('--threads <n>', 'of one evaluation with convolutions (default: spare cores)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'measure accuracy figure-3 --subset train',
        'measure loss --runs runs/figure-3-paper --subset test --json',
      ),
    )
    .action(async (metric: string, experiment: string | undefined, flags: MeasureFlags) => {
      const { measure } = await import('../commands/measure.ts');
      done(await measure(metric, experiment, flags, signal));
    });

  addFolderCommands(program, { signal, done });
}
