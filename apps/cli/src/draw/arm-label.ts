import { BASE_TITLES } from '@sweepstake/experiments';
import type { Arm } from '@sweepstake/experiments';

/** What legends call an arm. Standard deviation 0 stands for the network's own initialiser. */
export const armLabel = ({ label, config }: Arm): string =>
  config.initial_std === 0 ? label.replace(/^deviation 0$/, 'Gaussian Glorot') : label;

/** The arms that a panel names, by label or by the title of their network; all where it names none. */
export const armsNamed = (arms: readonly Arm[], names: readonly string[] | undefined): Arm[] =>
  arms.filter(
    ({ label, network }) =>
      names === undefined || names.includes(label) || names.includes(BASE_TITLES[network]),
  );
