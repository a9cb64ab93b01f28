import type { Best, Level, Mean, Null } from './statistic.ts';

/** To a tenth, as the paper does. */
const printed = (level: number): number => Number(level.toFixed(1));

const isUp = (side: string): boolean => side === 'above' || side === 'at least';

/** What is compared, at each round: the paper's numbers, or the same with the other sign. */
export function targetsOf(
  statistic: Mean | Best | Level | Null,
  percents: ReadonlyMap<number, number>,
  isReversed: boolean,
): [round: number, target: number][] {
  const rounds = [...percents.keys()];
  switch (statistic.kind) {
    case 'null':
      return rounds.map((round) => [round, isReversed ? 0.02 : 0.001]);
    case 'mean':
      return rounds.map((round) => [round, signed(statistic, isReversed)]);
    case 'best': {
      const at = nearest(percents, statistic.percent);
      const value = signed(statistic, isReversed);
      const worse = statistic.by === 'value' ? value - 0.001 : halfway(statistic, value);
      return rounds.map((round) => [round, round === at ? value : worse]);
    }
    case 'level': {
      const { edge, percent, holds, than, by } = statistic;
      const step = (by === 'ratio' ? 0.1 : by === 'value' ? 0.001 : 0.004) * (isUp(holds) ? 1 : -1);
      return rounds.map((round) => {
        const level = percents.get(round)!;
        const isMet =
          edge === 'last' ? Math.max(level, printed(level)) >= percent : printed(level) > percent;
        const isHeld = isReversed ? edge === 'first' : isMet;
        return [round, than + (isHeld ? step : -step)];
      });
    }
  }
}

function signed({ by, sign, than, size }: Mean | Best, isReversed: boolean): number {
  const step = (by === 'ratio' || by === 'speedup' ? 0.2 : 0.005) * (isUp(sign) ? 1 : -1);
  const value = size?.value ?? than + step;
  if (!isReversed) return value;
  // What the paper has a size for lies on the other side of its neutral value by as much.
  return by === 'ratio' || by === 'speedup'
    ? (than * than) / value
    : 2 * than - value - (by === 'value' ? 0.01 : 0);
}

const halfway = ({ by }: Best, value: number): number =>
  by === 'speedup' ? Math.min(value, 1 + (value - 1) / 2) - 0.01 : value - Math.abs(value) / 2;

function nearest(percents: ReadonlyMap<number, number>, wanted: Best['percent']): number {
  const [least, most] = typeof wanted === 'object' ? [wanted[1], wanted[0]] : [wanted, wanted];
  const middle = least === undefined || most === undefined ? 20 : Math.sqrt(least * most);
  const distance = (round: number): number => Math.abs(Math.log(percents.get(round)! / middle));
  return [...percents.keys()].reduce((a, b) => (distance(b) < distance(a) ? b : a));
}
