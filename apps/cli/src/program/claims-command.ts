import type { Command } from 'commander';
import type { ClaimsFlags } from '../commands/claims.ts';
import { examples, jsonOption, resultsOption, runsOption } from './options.ts';
import type { Session } from './options.ts';

/** The command that holds results against the paper; its code is loaded when it is called. */
export function addClaimsCommand(program: Command, { done }: Session): void {
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
        'stops or fewer than three trials leave it open. Costs are core-hours, of the\n' +
        'claim and of its whole command.\n' +
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
}
