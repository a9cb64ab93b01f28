import type { ConfigFlags } from '../resolve-config.ts';

/** Flags of `run` that jobs pass on as they were typed. */
export interface PassedFlags extends ConfigFlags {
  readonly threads?: string;
  readonly keep?: string;
  readonly checkpointEvery?: string;
  /** False with `--no-share`. */
  readonly share?: boolean;
}

const SINGLE = ['preset', 'backend', 'dataset', 'network', 'trials', 'seed'] as const;

/** What follows the program: `run figure-3 --preset paper --set seed=1 --runs /scratch/figure-3`. */
export function runWords(
  experiment: string | undefined,
  flags: PassedFlags,
  folder: string,
): string[] {
  const { config, threads, keep, checkpointEvery, share } = flags;
  const own = { threads, keep, 'checkpoint-every': checkpointEvery };
  return [
    'run',
    ...(experiment === undefined ? [] : [experiment]),
    ...(config === undefined ? [] : ['--config', config]),
    ...configWords(flags),
    ...Object.entries(own).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, value],
    ),
    ...(share === false ? ['--no-share'] : []),
    '--runs',
    folder,
  ];
}

/** The flags that say what is run, `--config` excepted. */
export const configWords = (flags: ConfigFlags): string[] => [
  ...SINGLE.flatMap((key) => (flags[key] === undefined ? [] : [`--${key}`, flags[key]])),
  ...(flags.fastMath === true ? ['--fast-math'] : []),
  ...(flags.set ?? []).flatMap((setting) => ['--set', setting]),
];
