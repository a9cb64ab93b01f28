import { existsSync } from 'node:fs';
import {
  CLAIMS,
  claimLine,
  claimsCsv,
  claimsMarkdown,
  claimsNamed,
  claimsTable,
  commandOf,
  isJudged,
  missing,
  spans,
} from '@sweepstake/claims';
import type { Claim, Judgement, JudgingPreset, Missing, Needed } from '@sweepstake/claims';
import { hours } from '../amounts.ts';
import { claimCosts } from '../claims/claim-costs.ts';
import { claimPlans } from '../claims/claim-plans.ts';
import { finishedIn } from '../claims/finished-in.ts';
import { judgingPreset } from '../claims/judging-preset.ts';
import { gatherClaims } from '../claims/gather-claims.ts';
import { counted } from '../duration.ts';
import { cannotBoth, cannotRead } from '../errors.ts';
import type { ClaimsJudge } from '../report/judged-claims.ts';
import { resultsFolder } from '../results-folder.ts';
import { remark, say, sayJson } from '../shell.ts';

/** Flags of `sweepstake claims`. */
export interface ClaimsFlags {
  readonly missing?: boolean;
  readonly judged?: boolean;
  readonly preset?: string;
  readonly runs?: string;
  readonly results?: string;
  readonly markdown?: boolean;
  readonly csv?: boolean;
  readonly json?: boolean;
}

/** `sweepstake claims`: the paper's statements beside what was measured, and what is still to be run. */
export async function claims(names: readonly string[], flags: ClaimsFlags): Promise<number> {
  const asked = names.length === 0 ? CLAIMS : names.flatMap(claimsNamed);
  const preset = judgingPreset(flags.preset);
  const { csv, json, markdown, runs, missing: isMissing } = flags;
  if (csv === true && json === true) throw cannotBoth('--csv', '--json');
  if (markdown === true && (csv ?? json) === true)
    throw cannotBoth('--markdown', csv === true ? '--csv' : '--json');
  if (runs !== undefined && !existsSync(runs)) throw cannotRead(runs, { code: 'ENOENT' });
  const places = { runs, results: resultsFolder(flags.results) };
  if (!existsSync(places.results))
    remark(`no folder ${places.results} here: of published results, --results names the folder`);
  const judge = gatherClaims(asked, places, remark);
  if (isMissing === true) return listMissing(asked, judge, preset, flags);
  const all = judge.judgements(asked);
  const shown = flags.judged === true ? all.filter(isJudged) : all;
  if (csv === true) {
    say([...claimsCsv(shown)].join('').trimEnd());
    return 0;
  }
  const left = await leftOf(shown, judge, preset, flags.runs);
  if (json === true) {
    sayJson(
      shown.map((judgement) => ({
        ...claimLine(judgement),
        ...numbersOf(judgement),
        coreSeconds: left.get(judgement.claim.id)?.cost ?? null,
      })),
    );
    return 0;
  }
  const costs = new Map([...left].map(([id, one]) => [id, costText(one)]));
  if (markdown === true) say(claimsMarkdown(shown, costs).trimEnd());
  else say(claimsTable(shown, process.stdout.columns ?? 120, costs).trimEnd());
  return 0;
}

const numbersOf = ({ measured, bound, pairs }: Judgement) => ({
  mean: measured?.mean ?? null,
  min: measured?.min ?? null,
  max: measured?.max ?? null,
  bound,
  pairs,
});

/** What claims that are not judged at a preset still need, by id. */
async function leftOf(
  judgements: readonly Judgement[],
  judge: ClaimsJudge,
  preset: JudgingPreset,
  folder: string | undefined,
): Promise<ReadonlyMap<string, Missing>> {
  const open = judgements
    .filter((judgement) => claimLine(judgement).command !== null)
    .map(({ claim }) => claim);
  return new Map((await missingOf(open, judge, preset, folder)).map((one) => [one.claim.id, one]));
}

async function missingOf(
  asked: readonly Claim[],
  judge: ClaimsJudge,
  preset: JudgingPreset,
  folder: string | undefined,
): Promise<Missing[]> {
  const cost = claimCosts(await claimPlans(asked, preset), finishedIn(folder));
  const distributions = judge.densities();
  return missing(asked, judge.runs(), { preset, distributions, cost });
}

const costText = ({ cost }: Missing): string =>
  cost === null ? 'not among the trainings of this preset' : hours(cost);

/** The cheapest stages still needed, claim by claim. */
async function listMissing(
  asked: readonly Claim[],
  judge: ClaimsJudge,
  preset: JudgingPreset,
  { json, runs: folder }: ClaimsFlags,
): Promise<number> {
  const left = await missingOf(asked, judge, preset, folder);
  if (json === true) {
    sayJson(
      left.map(({ claim, runs, cost }) => ({
        id: claim.id,
        preset,
        coreSeconds: cost,
        command: commandOf(claim, preset),
        runs: runs.map(withoutPattern),
      })),
    );
    return 0;
  }
  for (const one of left) {
    say(`${one.claim.id}: ${costText(one)}  ${commandOf(one.claim, preset)}`);
    for (const run of one.runs) say(`    ${runText(run)}`);
  }
  say(
    `${counted(left.length, 'claim')} not judged at preset ${preset}; costs are of each claim alone`,
  );
  return 0;
}

/** Without the pattern that matches its setting, which has a text of its own. */
function withoutPattern(run: Needed): Omit<Needed, 'wanted'> {
  const { experiment, preset, dataset, network, variant, rounds, setting, trials, analysis } = run;
  const also = analysis === undefined ? {} : { analysis };
  return { experiment, preset, dataset, network, variant, rounds, setting, trials, ...also };
}

/** `lenet-300-100, ticket: rounds 0, 3-7 of 5 trials`. */
function runText({ network, variant, setting, rounds, trials, analysis }: Needed): string {
  const what = [network, setting, variant].filter((part) => part !== '').join(', ');
  // The rounds of one-shot prunings are the per mille that they remove.
  const which = variant.startsWith('one-shot')
    ? `${rounds.map((round) => round / 10).join(', ')}% removed`
    : `${rounds.length === 1 ? 'round' : 'rounds'} ${spans(rounds)}`;
  const read = analysis === undefined ? '' : `, for densities of ${analysis}`;
  return `${what}: ${which} of ${counted(trials, 'trial')}${read}`;
}
