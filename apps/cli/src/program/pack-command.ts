import type { Command } from 'commander';
import type { PackFlags } from '../commands/pack.ts';
import { examples, jsonOption } from './options.ts';
import type { Session } from './options.ts';

/** `pack`: one archive to carry to machines without npm. */
export function addPackCommand(program: Command, { signal, done }: Session, version: string): void {
  program
    .command('pack')
    .description('write one archive that runs on machines without npm: Node and all scripts')
    .option('--out <path>', 'a file *.tar.gz, or a folder (default: by version and platform)')
    .option('--force', 'replace what pack wrote there before')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe archive is for machines of this platform. It holds no data sets.\n' +
        examples('pack', 'pack --out build/sweepstake.tar.gz --force', 'pack --out ~/sweepstake'),
    )
    .action(async (flags: PackFlags) => {
      const { pack } = await import('../commands/pack.ts');
      done(await pack(flags, version, signal));
    });
}
