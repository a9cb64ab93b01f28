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
  JUDGING_PRESETS,
  missing,
  spans,
} from '@sweepstake/claims';
import type { Claim, Judgement, JudgingPreset, Missing, Needed } from '@sweepstake/claims';
import { coreHours, hours } from '../amounts.ts';
import { claimCosts } from '../claims/claim-costs.ts';
import { gatherClaims } from '../claims/gather-claims.ts';
import { counted } from '../duration.ts';
import { badFlag, cannotRead } from '../errors.ts';
import { RESULTS } from '../published.ts';
import type { ClaimsJudge } from '../report/judged-claims.ts';
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

/** What is missing, and the seconds of one core that its command would take. */
interface Priced extends Missing {
  readonly whole: number;
}

/** `sweepstake claims`: the paper's statements beside what was measured, and what is still to be run. */
export async function claims(names: readonly string[], flags: ClaimsFlags): Promise<number> {
  const asked = names.length === 0 ? CLAIMS : names.flatMap(claimsNamed);
  const preset = presetOf(flags.preset);
  for (const named of [flags.runs, flags.results])
    if (named !== undefined && !existsSync(named)) throw cannotRead(named, { code: 'ENOENT' });
  const places = { runs: flags.runs, results: flags.results ?? RESULTS };
  const judge = gatherClaims(asked, places, remark);
  if (flags.missing === true) return listMissing(asked, judge, preset, flags);
  const all = judge.judgements(asked);
  const shown = flags.judged === true ? all.filter(isJudged) : all;
  if (flags.csv === true) {
    say([...claimsCsv(shown)].join('').trimEnd());
    return 0;
  }
  const left = await leftOf(shown, judge, preset, flags.runs);
  if (flags.json === true) {
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
  if (flags.markdown === true) say(claimsMarkdown(shown, costs).trimEnd());
  else say(claimsTable(shown, process.stdout.columns ?? 120, costs).trimEnd());
  return 0;
}

function presetOf(preset = 'paper'): JudgingPreset {
  const found = JUDGING_PRESETS.find((name) => name === preset);
  if (found === undefined) throw badFlag('--preset', preset, JUDGING_PRESETS.join(' or '));
  return found;
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
): Promise<ReadonlyMap<string, Priced>> {
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
): Promise<Priced[]> {
  const costs = await claimCosts(asked, preset, folder);
  const distributions = judge.densities();
  const left = missing(asked, judge.runs(), { preset, distributions, cost: costs.ofRuns });
  return left.map((one) => ({ ...one, whole: costs.ofCommand(one.claim) }));
}

/** A command runs whole experiments, and says what more than the claim they hold. */
function costText({ cost, whole }: Priced): string {
  if (cost === null) return 'cost unknown';
  return coreHours(cost) === coreHours(whole)
    ? hours(cost)
    : `${coreHours(cost)} of ${hours(whole)}`;
}

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
      left.map(({ claim, runs, cost, whole }) => ({
        id: claim.id,
        preset,
        coreSeconds: cost,
        coreSecondsOfCommand: whole,
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
    `${counted(left.length, 'claim')} not judged at preset ${preset}; costs are of each claim alone, of what its command runs`,
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
