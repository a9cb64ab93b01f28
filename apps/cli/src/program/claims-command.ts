import type { Command } from 'commander';
import type { ClaimsFlags } from '../commands/claims.ts';
import type { JudgeFlags } from '../commands/judge.ts';
import { examples, jsonOption, resultsOption, runsOption } from './options.ts';
import { EXIT_STATUSES } from './exit-statuses.ts';
import type { Session } from './options.ts';

/** Commands that hold results against the paper; each one's code is loaded when it is called. */
export function addClaimsCommands(program: Command, { signal, done }: Session): void {
  program
    .command('claims')
    .description("the paper's statements, what was measured, a verdict on each")
    .argument('[claims...]', 'by name, as L1 or C1 (default: all)')
    .option('--missing', 'instead: what is still to be run, the cheapest first')
    .option('--judged', 'only claims with a verdict')
    .option('--preset <preset>', 'paper or reduced: what costs are of (default: paper)')
    .addOption(runsOption('a run folder (default: all in runs)'))
    .addOption(resultsOption())
    .option('--markdown', 'a table for a README')
    .option('--csv', 'a table of numbers')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nreproduced: the sign in 4 of 5 trials (3 of 3) and the size within tolerance;\n' +
        'direction only: the sign, not the size; not judged: the preset, censored early\n' +
        'stops or fewer than three trials leave it open. Costs are of one core, of what\n' +
        'judge would train.\n' +
        examples(
          'claims',
          'claims L1 C1 --json',
          'claims --missing --preset reduced',
          'claims --judged --markdown',
        ),
    )
    .action(async (names: readonly string[], flags: ClaimsFlags) => {
      const { claims } = await import('../commands/claims.ts');
      done(await claims(names, flags));
    });

  program
    .command('judge')
    .description('train what claims still need, and nothing else; then judge them')
    .argument('<claims...>', 'by name, as L1 or C1; see claims --missing')
    .option('--preset <preset>', 'paper or reduced (default: paper)')
    .option('--workers <n>', 'trainings at the same time (default: all cores)')
    .option('--threads <n>', 'of one training with convolutions (default: spare cores)')
    .addOption(resultsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nTrains in the folders that run would use, the rounds before those that a claim\n' +
        'reads included. Numbers that are published count, and what run folders have is\n' +
        'not trained again. Ctrl-C stops it; the same command goes on.\n' +
        examples('judge L10', 'judge C6 --preset reduced', 'judge G4-0.2 L15 --workers 8') +
        EXIT_STATUSES,
    )
    .action(async (names: readonly string[], flags: JudgeFlags) => {
      const { judge } = await import('../commands/judge.ts');
      done(await judge(names, flags, signal));
    });
}
