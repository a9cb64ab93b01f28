import { Option } from 'commander';
import type { Command } from 'commander';
import type { NativeInstallFlags } from '../commands/native.ts';
import { examples, jsonOption } from './options.ts';
import type { Session } from './options.ts';

interface JsonFlag {
  readonly json?: boolean;
}

/** `native install`, `status` and `remove`, for the backend tfjs-node. */
export function addNativeCommands(program: Command, { signal, done }: Session): void {
  const native = program
    .command('native')
    .description('install, try or remove the library of the backend tfjs-node')
    .addHelpText('after', examples('native install', 'native status', 'native remove'));
  native
    .command('install')
    .description('have tfjs-node in a folder of its own, tried by a small training')
    .addOption(new Option('--from <way>', 'npm (its own download) or wheel'))
    .option('--wheel <path>', 'a TensorFlow wheel that is here already')
    .option('--force', 'install anew what works already')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe folder is SWEEPSTAKE_NATIVE, else one in the cache. The normal way is npm,\n' +
        'with the install script of tfjs-node, which downloads the library. Where that\n' +
        'is refused, the library is taken out of a wheel of tensorflow-cpu that pip\n' +
        'finds, on Linux; that takes Python with pip, and a C++ compiler.\n' +
        examples('native install', 'native install --wheel tensorflow_cpu-2.21.0.whl'),
    )
    .action(async (flags: NativeInstallFlags) => {
      const { nativeInstall } = await import('../commands/native.ts');
      done(await nativeInstall(flags, signal));
    });
  native
    .command('status')
    .description('whether it is there and works: exit status 0, else 1')
    .addOption(jsonOption())
    .addHelpText('after', examples('native status', 'native status --json'))
    .action(async (flags: JsonFlag) => {
      const { nativeStatus } = await import('../commands/native.ts');
      done(await nativeStatus(flags));
    });
  native
    .command('remove')
    .description('remove its folder')
    .addOption(jsonOption())
    .addHelpText('after', examples('native remove'))
    .action(async (flags: JsonFlag) => {
      const { nativeRemove } = await import('../commands/native.ts');
      done(nativeRemove(flags));
    });
}
