import type { Plan } from '@sweepstake/experiments';
import type { Crew } from './crew.ts';
import { counted } from './duration.ts';
import { trialCount } from './trial-count.ts';

/**
 * `figure-3, preset quick: 3 trials, 15 trainings of 1000 iterations, 2 workers, run folder runs/figure-3-quick`;
 * of several networks or settings, which networks and how many of both there are.
 */
export function headline(plan: Plan, { workers, threads }: Crew, folder: string): string {
  const { config, stages } = plan;
  const trainings = stages.filter(({ payload }) => payload.kind === 'train').length;
  return (
    `${config.experiment}, preset ${config.preset}: ${armsText(plan)}` +
    `${counted(trialCount(plan), 'trial')}, ` +
    `${counted(trainings, 'training')} of ${iterationsText(plan)} iterations, ` +
    `${counted(workers, 'worker')}${threads === 1 ? '' : ` of ${threads} threads`}, run folder ${folder}`
  );
}

/** `conv-2/w0.25, conv-4/w0.25, 6 settings; `; nothing for one arm. */
const armsText = (plan: Plan): string => (plan.arms.length < 2 ? '' : `${networksText(plan)}; `);

/** `conv-2/w0.25, conv-4/w0.25 with 6 settings`. */
function networksText({ arms }: Plan): string {
  const names = [...new Set(arms.map(({ config }) => config.network))];
  const settings = arms.length > names.length ? ` with ${arms.length} settings` : '';
  return `${names.join(', ')}${settings}`;
}

/** What is trained on what: `lenet-300-100 on mnist`. */
export function subjectOf(plan: Plan): string {
  const datasets = [...new Set(plan.arms.map(({ config }) => config.dataset))];
  return datasets.length === 0 ? 'no network' : `${networksText(plan)} on ${datasets.join(', ')}`;
}

/** `1000`, or `800 to 1200` where arms differ. */
export function iterationsText({ arms }: Pick<Plan, 'arms'>): string {
  const all = arms.map(({ config }) => config.iterations);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  if (all.length === 0) return 'no';
  return least === most ? String(least) : `${least} to ${most}`;
}
