import type { Distribution } from '@sweepstake/aggregate';
import { ANALYSES, ANALYSIS_NAMES } from '@sweepstake/analyses';
import type { Analysed, AnalysisName, AnalysisRequest } from '@sweepstake/analyses';
import { presetOf } from '@sweepstake/experiments';
import type { Plan, RunConfig, RunLabel } from '@sweepstake/experiments';
import { elements, prunableParameters, withInitialStd } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import { initialStream, initialWeights, readSurvivors, readTicket } from '@sweepstake/stages';
import type { PruneRecord, TrainRecord, TrainStage } from '@sweepstake/stages';
import type { Store } from '@sweepstake/store';

/** The tickets of one arm and trial. */
interface Chain {
  readonly label: RunLabel;
  readonly dense: TrainStage;
  /** Trainings of round 1 and later, by round. */
  readonly tickets: ReadonlyMap<number, TrainStage>;
}

/**
 * What the analyses of appendix F say of the tickets of a plan, one trial at a time: in every arm, of the masks of
 * `rounds` (0 is the dense network) as far as they are finished; partial results are results. Rounds that a plan does
 * not train, and trials whose dense training diverged, are left out. Requests of one analysis are taken together.
 *
 * theta_0 is drawn again from its stream, masks are read from prunings, and movements need the final weights of dense
 * trainings (`trainingsAnalysed`): throws `SWEEPSTAKE_STORE_DROPPED` where those were given up.
 */
export function* analyseRun(
  plan: Plan,
  store: Store,
  requests: readonly AnalysisRequest[],
): Generator<Distribution> {
  const wanted = roundsByAnalysis(requests);
  const rounds = [...new Set([...wanted.values()].flatMap((some) => [...some]))];
  const { experiment, preset, backend, fast_math } = plan.config;
  for (const chain of chainsOf(plan)) {
    const { dataset, network, variant, setting, trial, stage } = chain.label;
    if (!isTrained(store, stage)) continue;
    const weights = weightsOf(chain, store);
    for (const round of rounds.toSorted((a, b) => a - b)) {
      const found = masksAt(chain, round, store, weights.network);
      if (found === null) continue;
      for (const [analysis, of] of wanted) {
        if (!of.has(round)) continue;
        const labels = {
          experiment,
          preset,
          dataset,
          backend,
          numerics: fast_math ? `${plan.numerics}-relaxed` : plan.numerics,
          network,
          variant,
          setting,
          round,
          percent_remaining: found.percentRemaining,
          analysis,
          trial,
        };
        const { masks } = found;
        for (const density of ANALYSES[analysis].densities(weights.network, { ...weights, masks }))
          yield { ...labels, ...density };
      }
    }
  }
}

/** What the plots of a preset ask for; none for most experiments. */
export const analysesOf = ({ experiment, preset }: RunConfig): AnalysisRequest[] =>
  presetOf(experiment, preset).plots.filter((plot) => plot.kind === 'distributions');

/** Ids of the trainings whose final weights the analyses read, which must be kept: dense ones. */
export function trainingsAnalysed(plan: Plan, requests: readonly AnalysisRequest[]): string[] {
  const reads = requests.some(({ analysis }) => ANALYSES[analysis].readsTrained);
  return reads ? [...new Set(chainsOf(plan).map(({ label }) => label.stage))] : [];
}

/** Analyses in the order of the paper. */
function roundsByAnalysis(
  requests: readonly AnalysisRequest[],
): ReadonlyMap<AnalysisName, ReadonlySet<number>> {
  const of = (name: AnalysisName): number[] =>
    requests.flatMap(({ analysis, rounds }) => (analysis === name ? rounds : []));
  return new Map(ANALYSIS_NAMES.map((name) => [name, new Set(of(name))] as const));
}

function chainsOf({ runs, stages }: Plan): Chain[] {
  const payloads = new Map(stages.map(({ id, payload }) => [id, payload]));
  const trainingOf = ({ stage }: RunLabel): TrainStage => payloads.get(stage) as TrainStage;
  const tickets = runs.filter(({ variant }) => variant === 'ticket');
  const grouped = Map.groupBy(tickets, ({ arm, trial }) => `${arm} ${trial}`);
  return [...grouped.values()].flatMap((chain) => {
    const label = chain.find(({ round }) => round === 0);
    if (label === undefined) return [];
    const pruned = chain.filter(({ round }) => round > 0);
    const byRound = new Map(pruned.map((run) => [run.round, trainingOf(run)] as const));
    return [{ label, dense: trainingOf(label), tickets: byRound }];
  });
}

function isTrained(store: Store, id: string): boolean {
  return store.has(id) && (store.record(id).record as TrainRecord).diverged === null;
}

/** The network with the initialisers that were drawn from, and its dense run's weights, each read when asked for. */
function weightsOf(
  { label, dense }: Chain,
  store: Store,
): Omit<Analysed, 'masks'> & { readonly network: Network } {
  const { initial, initialStd = 0 } = dense;
  const plain = modelByName(dense.network);
  return {
    network: initialStd === 0 ? plain : withInitialStd(plain, initialStd),
    initial: once(() => initialWeights(plain, initialStream(initial, initialStd), store)),
    trained: once(() => readSurvivors(store, label.stage).weights),
  };
}

/** The masks of a round's ticket; null where there is none, or its pruning is not finished. */
function masksAt(
  { tickets }: Chain,
  round: number,
  store: Store,
  network: Network,
): (Pick<Analysed, 'masks'> & { readonly percentRemaining: number }) | null {
  if (round === 0) {
    const all = prunableParameters(network).map(
      ({ name, shape }) => [name, new Uint8Array(elements(shape)).fill(1)] as const,
    );
    return { masks: new Map(all), percentRemaining: 100 };
  }
  const pruning = tickets.get(round)?.mask?.stage;
  if (pruning === undefined || !store.has(pruning)) return null;
  const { percentRemaining } = store.record(pruning).record as PruneRecord;
  return { masks: readTicket(store, pruning).masks, percentRemaining };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
