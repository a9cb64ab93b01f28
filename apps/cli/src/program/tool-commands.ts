import type { Command } from 'commander';
import type { DoctorFlags } from '../commands/doctor.ts';
import type { RecordFlags } from '../commands/record.ts';
import type { ReplayFlags } from '../commands/replay.ts';
import type { TuneFlags } from '../commands/tune.ts';
import { examples, jsonOption, runsOption, withConfig } from './options.ts';
import type { Session } from './options.ts';

interface JsonFlag {
  readonly json?: boolean;
}

/** Commands around the experiments; each one's code is loaded when it is called. */
export function addToolCommands(program: Command, { signal, done }: Session): void {
  program
    .command('list')
    .description('names of experiments, models, datasets or backends')
    .argument('<what>', 'experiments, models, datasets or backends')
    .addOption(jsonOption())
    .addHelpText('after', examples('list experiments', 'list datasets --json'))
    .action(async (what: string, flags: JsonFlag) => {
      const { list } = await import('../commands/list.ts');
      done(await list(what, flags));
    });

  addDataCommands(program, done);
  addRecordCommand(program, done);

  program
    .command('replay')
    .description('repeat a training that PyTorch or record wrote, and compare every tensor')
    .argument('<file>', 'a safetensors file; its format is in test/fixtures/README.md')
    .option('--backend <backend>', 'what trains; see list backends', 'engine')
    .option('--network <file>', 'the network of your own that it is of')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'replay test/fixtures/mlp-64-32-16-10.adam.masked.safetensors',
        'replay run.safetensors --backend reference',
      ) + '\nExit status: 0 within tolerance, 1 outside, 2 where the file cannot be replayed.\n',
    )
    .action(async (file: string, flags: ReplayFlags) => {
      const { replay } = await import('../commands/replay.ts');
      done(await replay(file, flags));
    });

  program
    .command('doctor')
    .description('what this machine can do, where data and runs are, what is missing')
    .option('--plan <network>', 'instead: which of its layers run how, and what they cost')
    .option('--remaining <percent>', 'with --plan: percent of weights (default: 100)')
    .option('--uniform', 'with --plan: the same fraction of every layer')
    .option('--batch <n>', "with --plan: examples of a step (default: its experiment's)")
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nWith --plan, the level is the round of pruning that comes nearest, at the rates\n' +
        "of the network's experiment; --uniform takes the percentage of every layer.\n" +
        examples('doctor', 'doctor --json', 'doctor --plan conv-6 --remaining 15'),
    )
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import('../commands/doctor.ts');
      done(await doctor(flags));
    });

  program
    .command('tune')
    .description('measure from which density layers are faster dense here; writes nothing')
    .option('--quick', 'a few small layers: seconds instead of about a minute')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nProposes thresholds beside the committed ones. Leave the machine idle meanwhile.\n' +
        examples('tune', 'tune --quick --json'),
    )
    .action(async (flags: TuneFlags) => {
      const { tune } = await import('../commands/tune.ts');
      done(await tune(flags, signal));
    });

  program
    .command('schema')
    .description('the JSON Schema of a run file, or of an experiment, for editors')
    .option('--experiment', 'of the file of an experiment of your own')
    .addHelpText(
      'after',
      examples('schema > run.schema.json', 'schema --experiment > experiment.schema.json'),
    )
    .action(async (flags: { readonly experiment?: boolean }) => {
      const { schema } = await import('../commands/schema.ts');
      done(schema(flags));
    });
}

function addRecordCommand(program: Command, done: Session['done']): void {
  withConfig(
    program
      .command('record')
      .description('write the first steps of a training, for PyTorch and other backends')
      .argument('[experiment]', 'see list experiments')
      .option('--config <file>', 'a run described in YAML or JSON; see schema'),
  )
    .option('--trial <n>', 'of which trial (default: 0)')
    .option('--round <n>', 'after how many prunings (default: 0, the dense network)')
    .option('--variant <name>', 'ticket, reinit or random (default: ticket)')
    .option('--replicate <n>', 'which of several (default: 0)')
    .option('--stage <id>', 'instead of these four: its id or label')
    .option('--steps <n>', 'updates from its beginning on', '10')
    .requiredOption('--out <file>', 'the file to write')
    .addOption(runsOption('folder of the run (default: runs/<experiment>-<preset>)'))
    .option('--embed', 'put examples of published files into the file as well')
    .option('--force', 'replace the file where it exists')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nComputes the steps once more: initial weights, masks, batches, first gradients,\n' +
        'losses and final weights, in the format of test/fixtures/README.md. After a\n' +
        'pruning, the run folder must hold its masks, so run the experiment first.\n' +
        'test/fixtures/repeat_in_pytorch.py repeats the file in PyTorch.\n' +
        examples(
          'record figure-3 --steps 20 --out run.safetensors',
          'record figure-3 --round 3 --variant reinit --out run.safetensors',
          'record conv-2 --stage "trial 0 round 1 ticket" --out ticket.st',
          'replay run.safetensors --backend reference',
        ) +
        '\nExit status: 0 written; 1 the machine lacks something; 2 wrong usage, or masks\n' +
        'that nobody has made yet.\n',
    )
    .action(async (experiment: string | undefined, flags: RecordFlags) => {
      const { record } = await import('../commands/record.ts');
      done(await record(experiment, flags));
    });
}

function addDataCommands(program: Command, done: Session['done']): void {
  const lines = [
    'data get mnist',
    'data verify mnist',
    'data path mnist',
    'data check ./digits',
  ] as const;
  const data = program
    .command('data')
    .description('get, verify or find the files of a data set')
    .addHelpText('after', examples(...lines));
  data
    .command('get')
    .description('have every file here, downloaded where it is not, checksums verified')
    .argument('<name>', 'see list datasets')
    .addHelpText('after', examples(lines[0]))
    .action(async (name: string) => {
      const { dataGet } = await import('../commands/data.ts');
      done(await dataGet(name));
    });
  data
    .command('verify')
    .description('sizes and checksums of the files that are here; downloads nothing')
    .argument('<name>', 'see list datasets')
    .addOption(jsonOption())
    .addHelpText('after', examples(lines[1]))
    .action(async (name: string, flags: JsonFlag) => {
      const { dataVerify } = await import('../commands/data.ts');
      done(await dataVerify(name, flags));
    });
  data
    .command('check')
    .description('read a data set of your own, and say what it holds and by which name')
    .argument('<folder>', 'a folder with a dataset.json')
    .addOption(jsonOption())
    .addHelpText('after', examples(lines[3]))
    .action(async (folder: string, flags: JsonFlag) => {
      const { dataCheck } = await import('../commands/data.ts');
      done(dataCheck(folder, flags));
    });
  data
    .command('path')
    .description('the folder that its files are in')
    .argument('<name>', 'see list datasets')
    .addHelpText('after', examples(lines[2]))
    .action(async (name: string) => {
      const { dataPath } = await import('../commands/data.ts');
      done(await dataPath(name));
    });
}
