import { claimLine, claimsNamed, claimsTable, missing } from '@sweepstake/claims';
import type { Claim, JudgingPreset } from '@sweepstake/claims';
import { hours } from '../amounts.ts';
import { defaultFolder } from '../choose-run.ts';
import { claimCosts } from '../claims/claim-costs.ts';
import { claimPlans } from '../claims/claim-plans.ts';
import { finishedIn } from '../claims/finished-in.ts';
import { gatherClaims } from '../claims/gather-claims.ts';
import { judgingPreset } from '../claims/judging-preset.ts';
import { partsToTrain } from '../claims/parts-to-train.ts';
import type { PartToTrain } from '../claims/parts-to-train.ts';
import type { CrewFlags } from '../crew.ts';
import { dataLoader } from '../data-loader.ts';
import { counted } from '../duration.ts';
import { stageSeconds } from '../estimate/stage-costs.ts';
import { EXIT } from '../exit-status.ts';
import type { ClaimsJudge } from '../report/judged-claims.ts';
import { resultsFolder } from '../results-folder.ts';
import { runExperiment } from '../run-experiment.ts';
import type { EndedRun, RunSession } from '../run-experiment.ts';
import { doneLine, jsonReport, problemLines } from '../run-report.ts';
import { remark, say, sayJson } from '../shell.ts';

/** Flags of `sweepstake judge`. */
export interface JudgeFlags extends CrewFlags {
  readonly preset?: string;
  readonly results?: string;
  readonly json?: boolean;
}

/**
 * `sweepstake judge`: trains what claims still need, in the run folders of their experiments, and holds the paper
 * against it. What is published or in any run folder is not trained again.
 */
export async function judge(
  names: readonly string[],
  flags: JudgeFlags,
  signal: AbortSignal,
): Promise<number> {
  const asked = names.flatMap(claimsNamed);
  const preset = judgingPreset(flags.preset);
  const results = resultsFolder(flags.results);
  const gather = (): ClaimsJudge => gatherClaims(asked, { runs: undefined, results }, remark);
  const tell = flags.json === true ? remark : say;
  const claimsText = asked.map(({ id }) => id).join(', ');
  const parts = await partsOf(asked, gather(), preset);
  if (parts.length === 0)
    tell(`everything that preset ${preset} has for ${claimsText} is finished`);
  const session = { signal, tell, data: dataLoader(tell) };
  const ended: EndedRun[] = [];
  for (const part of parts) {
    tell(needsLine(part));
    const run = await train(part, preset, flags, session);
    ended.push(run);
    for (const line of [doneLine(run.outcome), ...problemLines(run.outcome)]) tell(line);
    if (run.status === EXIT.requeue) break;
  }
  const judged = gather().judgements(asked);
  if (flags.json === true)
    sayJson({ claims: judged.map(claimLine), runs: ended.map((run) => jsonReport(run)) });
  else say(`\n${claimsTable(judged, process.stdout.columns ?? 120).trimEnd()}`);
  return Math.max(EXIT.done, ...ended.map(({ status }) => status));
}

async function partsOf(
  asked: readonly Claim[],
  judgeNow: ClaimsJudge,
  preset: JudgingPreset,
): Promise<PartToTrain[]> {
  const plans = await claimPlans(asked, preset);
  const cost = claimCosts(plans, finishedIn(undefined));
  const distributions = judgeNow.densities();
  const left = missing(asked, judgeNow.runs(), { preset, distributions, cost });
  return partsToTrain(left, plans);
}

/** `L10 needs 25 of 365 trainings of figure-4: 0.6 core-hours`; without what run folders have. */
function needsLine({ claims, experiment, part, whole }: PartToTrain): string {
  const isTraining = ({ payload }: (typeof part.stages)[number]): boolean =>
    payload.kind === 'train';
  const there = finishedIn(undefined);
  const left = part.stages.filter((stage) => isTraining(stage) && !there.has(stage.id));
  const secondsOf = stageSeconds(whole);
  const seconds = left.reduce((sum, stage) => sum + secondsOf(stage), 0);
  const all = whole.stages.filter(isTraining).length;
  const needs = claims.length === 1 ? 'needs' : 'need';
  return `${claims.join(', ')} ${needs} ${left.length} of ${counted(all, 'training')} of ${experiment}: ${hours(seconds)}`;
}

/** In the usual folder; where the claim changes a key, in one beside it. */
function train(
  { experiment, set, part, whole }: PartToTrain,
  preset: JudgingPreset,
  { workers, threads }: JudgeFlags,
  session: RunSession,
): Promise<EndedRun> {
  const usual = defaultFolder(whole.config);
  const flags = {
    preset,
    ...(workers === undefined ? {} : { workers }),
    ...(threads === undefined ? {} : { threads }),
    ...(set === undefined ? {} : { set: [set], runs: `${usual}-${set.replace('=', '-')}` }),
  };
  return runExperiment(experiment, flags, session, () => part);
}
