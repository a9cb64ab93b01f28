import { kubernetesJob } from '@sweepstake/cluster';
import { stringify } from 'yaml';
import { fileNameOf } from '../describe-run.ts';
import { notCarried } from '../errors.ts';
import { ownPathIn } from '../own/own-flags.ts';
import { definitionOf } from '../own/own-experiments.ts';
import { planOf } from '../plan-of.ts';
import { resolveConfig } from '../resolve-config.ts';
import { say, sayJson } from '../shell.ts';
import { runWords } from '../slurm/run-words.ts';
import type { PassedFlags } from '../slurm/run-words.ts';
import { wholeFlag } from '../slurm/whole-flag.ts';
import { trialCount } from '../trial-count.ts';

/** Flags of `sweepstake k8s`. */
export interface KubernetesFlags extends PassedFlags {
  readonly image: string;
  readonly name?: string;
  readonly pvc: string;
  readonly shards?: string;
  readonly throttle?: string;
  readonly cpus: string;
  readonly mem: string;
  readonly command: string;
  readonly json?: boolean;
}

const MOUNT = '/sweep';

/** `sweepstake k8s`: prints the manifest of an Indexed Job, one index per shard. */
export async function k8s(experiment: string | undefined, flags: KubernetesFlags): Promise<number> {
  const file = flags.config ?? ownPathIn(flags);
  if (file !== undefined) throw notCarried(file);
  const config = resolveConfig(experiment, flags);
  if (definitionOf(config.experiment) !== undefined) throw notCarried(config.experiment);
  const trials = trialCount(await planOf(config));
  const name = flags.name ?? nameOf(fileNameOf(config));
  const cpus = wholeFlag('--cpus', flags.cpus, 4);
  const manifest = kubernetesJob({
    name,
    image: flags.image,
    claim: flags.pvc,
    mount: MOUNT,
    command: [
      ...flags.command.split(/\s+/).filter((word) => word !== ''),
      ...runWords(config.experiment, flags, `${MOUNT}/runs/${name}`),
      '--workers',
      String(cpus),
      '--tables',
      `${MOUNT}/tables/${name}`,
    ],
    shards: Math.min(wholeFlag('--shards', flags.shards, trials), trials),
    throttle: wholeFlag('--throttle', flags.throttle, null),
    cpus,
    memory: flags.mem,
  });
  if (flags.json === true) sayJson(manifest);
  else
    say(`${ABOUT}${stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false })}`.trimEnd());
  return 0;
}

const ABOUT = `# Written by sweepstake k8s. Exit codes: 0 done; 1 a trial failed, tried again twice; 2 wrong configuration and
# 42 do not try again, which give the index up; 75 stopped with work left, which starts it again and counts nothing.
`;

/** A name that Kubernetes takes. */
const nameOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 52)
    .replace(/-+$/, '');
