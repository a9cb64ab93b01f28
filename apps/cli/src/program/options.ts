import { Option } from 'commander';
import type { Command } from 'commander';

/** What a command is given beside its flags. */
export interface Session {
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  /** Takes the exit status of the command that ran. */
  readonly done: (status: number) => void;
}

export const collect = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  value,
];

/** Help text: command lines without the program's name. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ sweepstake ${line}`).join('\n')}\n`;

/** Options that say what is run, or which of several runs is meant. */
export const withConfig = (command: Command): Command =>
  command
    .option('--preset <preset>', 'tiny, smoke, quick, reduced or paper')
    .option('--backend <backend>', 'what trains; see list backends')
    .option('--dataset <dataset>', 'what is learned; see list datasets')
    .option('--network <network>', 'what learns; see list models')
    .option('--trials <n>', 'trials: other splits, weights and batches')
    .option('--seed <n>', 'seed of all trials')
    .option('--set <key=value>', 'any other key, as in rates.hidden=0.3; repeatable', collect)
    .option('--fast-math', 'relaxed multiply-add: faster, other last bits');

export const runsOption = (about: string): Option => new Option('--runs <dir>', about);
export const resultsOption = (): Option =>
  new Option('--results <dir>', 'published results (default: results, where it exists)');
export const jsonOption = (): Option => new Option('--json', 'print JSON for programs');
export const keepOption = (): Option =>
  new Option('--keep <what>', 'of trained weights: survivors, or masks alone (default: survivors)');
