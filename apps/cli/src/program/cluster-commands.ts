import type { Command } from 'commander';
import type { KubernetesFlags } from '../commands/k8s.ts';
import type { ShardsFlags } from '../commands/shards.ts';
import type { SlurmFlags } from '../commands/slurm.ts';
import { collect, examples, jsonOption, keepOption, runsOption, withConfig } from './options.ts';
import type { Session } from './options.ts';

/** Flags of `run` that shards pass on. */
const withRun = (command: Command): Command =>
  withConfig(command)
    .option('--threads <n>', 'of one training with convolutions')
    .addOption(keepOption())
    .option('--no-share', 'see run --help')
    .option('--checkpoint-every <seconds>', 'see run --help');

/** Commands that hand a sweep to a scheduler; each one's code is loaded when it is called. */
export function addClusterCommands(program: Command, { done }: Session): void {
  addSlurm(program, done);

  withRun(
    program
      .command('k8s')
      .description('print the manifest of a Kubernetes Job, one index per shard')
      .argument('<experiment>', 'see list experiments'),
  )
    .option('--config <file>', 'not here: shards do not see the file')
    .requiredOption('--image <image>', 'that holds sweepstake, see packaging/Dockerfile')
    .option('--name <name>', 'of the Job (default: by experiment and preset)')
    .option('--pvc <claim>', 'PersistentVolumeClaim that all shards can write to', 'sweepstake')
    .option('--shards <n>', 'indices (default: one per trial)')
    .option('--throttle <n>', 'shards at the same time (default: all)')
    .option('--cpus <n>', 'cores of a shard', '4')
    .option('--mem <size>', 'memory of a shard, as in 4G', '4G')
    .option('--command <words>', 'how the image calls the program', 'sweepstake')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nRuns, tables and data sets are kept in the claim, which must exist and allow\n' +
        'writing from many nodes.\n' +
        examples(
          'k8s figure-3 --image me/sweepstake:1 | kubectl apply -f -',
          'k8s conv-2 --image me/sweepstake:1 --pvc scratch --shards 4',
        ),
    )
    .action(async (experiment: string, flags: KubernetesFlags) => {
      const { k8s } = await import('../commands/k8s.ts');
      done(await k8s(experiment, flags));
    });

  withRun(
    program
      .command('shards')
      .description('print one command line per shard: for GNU parallel, SGE, PBS, a loop')
      .argument('[experiment]', 'see list experiments')
      .option('--config <file>', 'a run described in YAML or JSON; see schema'),
  )
    .option('-n, --count <n>', 'shards (default: one per trial)')
    .addOption(runsOption('folder for what is run (default: runs/<experiment>-<preset>)'))
    .option('--command <words>', 'how the program is called (default: as it was now)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nA shard is whole trials. Lines may run at any time, on any machine that sees the\n' +
        'folder, and again; the last to end writes the tables of all.\n' +
        examples(
          'shards figure-3 --preset paper --trials 64 -n 16 > shards.txt',
          'shards figure-3 -n 4 | parallel -j 2',
        ),
    )
    .action(async (experiment: string | undefined, flags: ShardsFlags) => {
      const { shards } = await import('../commands/shards.ts');
      done(await shards(experiment, flags));
    });
}

function addSlurm(program: Command, done: Session['done']): void {
  withRun(
    program
      .command('slurm')
      .description('write a sweep as job arrays for Slurm, and submit them')
      .argument('[experiment]', 'see list experiments')
      .option('--config <file>', 'a run described in YAML or JSON; see schema'),
  )
    .addOption(runsOption('folder for what is run (default: runs/<experiment>-<preset>)'))
    .option('--tables <dir>', 'folder for the tables (default: tables/<what was run>)')
    .option('--time <limit>', 'of one task, as sbatch takes it', '4:00:00')
    .option('--notice <seconds>', 'before the limit: keep a checkpoint, queue again', '120')
    .option('--cpus <n>', 'cores of one task', '4')
    .option('--mem <size>', 'memory of one task, as in 4G', '4G')
    .option('--throttle <n>', 'tasks at the same time (default: no limit)')
    .option('--partition <name>', "the site's default otherwise")
    .option('--setup <line>', 'shell before the command, as in module load; repeatable', collect)
    .option('--sbatch <option>', 'one more, as in --account=x; repeatable', collect)
    .option('--trials-per-task <n>', 'default: as many as fill half the time limit')
    .option('--max-array-size <n>', "MaxArraySize (default: the site's, or 1001)")
    .option('--command <words>', 'how jobs call the program (default: as it was now)')
    .option('--submit', 'hand the scripts to sbatch')
    .option('--dry-run', 'print the scripts and write nothing')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nScripts and logs lie in the folder slurm of the run folder. A task that meets\n' +
        'its limit keeps a checkpoint and is queued again; a last job writes the tables.\n' +
        'Get data sets first (data get): nodes often have no network. --command must be\n' +
        'one process that gets signals itself, so no npx.\n' +
        examples(
          'slurm figure-3 --preset paper --trials 100 --dry-run',
          "slurm conv-6 --cpus 8 --setup 'module load nodejs' --submit",
          "slurm figure-3 --time 1-0 --sbatch='--account=physics' --submit",
        ),
    )
    .action(async (experiment: string | undefined, flags: SlurmFlags) => {
      const { slurm } = await import('../commands/slurm.ts');
      done(await slurm(experiment, flags));
    });
}
