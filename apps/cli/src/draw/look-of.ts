import type { Arm, LevelsPlot } from '@sweepstake/experiments';
import { variantName } from '@sweepstake/figures';
import type { LineLook } from '@sweepstake/figures';
import { armLabel } from './arm-label.ts';

/** A line of a plot: one variant of one arm. */
export interface Shown {
  readonly arm: Arm;
  readonly variant: string;
}

/**
 * How the lines of a plot look, of which each panel shows some. What they have in common is not said: of one variant,
 * legends show arms; of one arm, variants. Of several of both, colours are arms and dashes variants, or the other way
 * round where the plot says so, in two legends.
 */
export function looksOf(
  colour: LevelsPlot['colour'],
  panels: readonly (readonly Shown[])[],
): (line: Shown) => LineLook {
  const lines = panels.flat();
  const armsIn = (own: readonly Shown[]): number =>
    new Set(own.map(({ arm }) => armLabel(arm))).size;
  const isOneVariant = new Set(lines.map(({ variant }) => variant)).size === 1;
  const isByVariant = colour === undefined ? armsIn(lines) === 1 : colour === 'variant';
  const isOneArm = panels.every((own) => armsIn(own) <= 1);
  const isKeyed = lines.every(({ arm }) => arm.colour !== undefined && arm.dash !== undefined);

  return ({ arm, variant }) => {
    const [name, label] = [variantName(variant), armLabel(arm)];
    if (isByVariant)
      return isOneArm ? { label: name, colour: name } : { colour: name, dash: arm.dash ?? label };
    const hue = { colour: arm.colour ?? label };
    if (arm.dash === undefined) return isOneVariant ? { label, ...hue } : { ...hue, dash: name };
    if (!isOneVariant) return { label: `${label}, ${name}`, ...hue, dash: `${arm.dash}, ${name}` };
    return { ...(!isKeyed && { label }), ...hue, dash: arm.dash };
  };
}
