import type { Network } from '@sweepstake/graph';
import type { Masks, Tensors } from '@sweepstake/lottery';
import { incomingFractions, outgoingFractions } from './connectivity.ts';
import type { Density } from './density.ts';
import { unknownAnalysis } from './errors.ts';
import { initialWeightDensities } from './initial-weight-densities.ts';
import { ALL_LAYERS, distanceMoved, GROUPS, magnitudeChange } from './movements.ts';
import { sourcesRead } from './sources-read.ts';
import { weightLayers } from './weight-layers.ts';

/** What an analysis may read; weights are asked for only by those that need them. */
export interface Analysed {
  /** Of every weight, at full size; all ones for the dense network. */
  readonly masks: Masks;
  /** theta_0 of the dense run. */
  readonly initial: () => Tensors;
  /** theta_T of the dense run. */
  readonly trained: () => Tensors;
}

/** An analysis of appendix F, as figures and tables need it. */
export interface Analysis {
  /** What is drawn, as a heading. */
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** What one density of it is of, as a sentence. */
  readonly about: string;
  /** Figures of the paper: with Adam, and with SGD where there are two. */
  readonly figures: readonly number[];
  /** Groups that weights are divided into; only '' where they are not. */
  readonly groups: readonly string[];
  /** Whether it reads the final weights of the dense training. */
  readonly readsTrained: boolean;
  /** What densities may be of, in the order in which panels are drawn. */
  readonly layers: (network: Network) => string[];
  readonly densities: (network: Network, analysed: Analysed) => Density[];
}

export type AnalysisName =
  | 'initial-weights'
  | 'distance-moved'
  | 'magnitude-change'
  | 'incoming'
  | 'outgoing';

/** How an experiment asks for one: of the tickets of these rounds, 0 being the dense network. */
export interface AnalysisRequest {
  readonly analysis: AnalysisName;
  readonly rounds: readonly number[];
}

const weightLayerNames = (network: Network): string[] =>
  weightLayers(network).map(({ name }) => name);
const withAll = (network: Network): string[] => [...weightLayerNames(network), ALL_LAYERS];
const MOVED = GROUPS.map(({ group }) => group);

/** Every analysis by name, in the order of the paper. */
export const ANALYSES: Readonly<Record<AnalysisName, Analysis>> = {
  'initial-weights': {
    title: 'Initial weights that survive',
    xTitle: 'initial weight',
    yTitle: 'density',
    about: 'Values at iteration 0 of the weights of one layer that survive in the ticket.',
    figures: [15, 16],
    groups: [''],
    readsTrained: false,
    layers: weightLayerNames,
    densities: (network, { initial, masks }) =>
      initialWeightDensities(network, { initial: initial(), masks }),
  },
  'distance-moved': {
    title: 'Distance that weights move in the dense run',
    xTitle: '|final weight - initial weight|',
    yTitle: 'density',
    about:
      'How far training moved the weights of the dense network that are, or are not, in the later ticket.',
    figures: [19],
    groups: MOVED,
    readsTrained: true,
    layers: withAll,
    densities: (network, { initial, trained, masks }) =>
      distanceMoved(network, { initial: initial(), trained: trained(), masks }),
  },
  'magnitude-change': {
    title: 'Change of magnitude in the dense run',
    xTitle: '|final weight| - |initial weight|',
    yTitle: 'density',
    about:
      'How much larger training made the weights of the dense network that are, or are not, in the later ticket.',
    figures: [20],
    groups: MOVED,
    readsTrained: true,
    layers: withAll,
    densities: (network, { initial, trained, masks }) =>
      magnitudeChange(network, { initial: initial(), trained: trained(), masks }),
  },
  incoming: {
    title: 'Incoming connections that survive',
    xTitle: "surviving fraction of a unit's incoming connections",
    yTitle: 'density of units',
    about: 'The fraction of its incoming connections that each unit of one layer keeps.',
    figures: [21, 22],
    groups: [''],
    readsTrained: false,
    layers: weightLayerNames,
    densities: (network, { masks }) => incomingFractions(network, masks),
  },
  outgoing: {
    title: 'Outgoing connections that survive',
    xTitle: "surviving fraction of a unit's outgoing connections",
    yTitle: 'density of units',
    about:
      'The fraction of its outgoing connections that each unit of the input or of one layer keeps.',
    figures: [23, 24],
    groups: [''],
    readsTrained: false,
    layers: (network) => sourcesRead(network).map(({ name }) => name),
    densities: (network, { masks }) => outgoingFractions(network, masks),
  },
};

/** The names of all analyses, in the order of the paper. */
export const ANALYSIS_NAMES = Object.keys(ANALYSES) as readonly AnalysisName[];

/** An analysis by name; throws `SWEEPSTAKE_ANALYSES_UNKNOWN`, naming all, for another name. */
export function analysisByName(name: string): Analysis {
  if (!Object.hasOwn(ANALYSES, name)) throw unknownAnalysis(name, ANALYSIS_NAMES);
  return ANALYSES[name as AnalysisName];
}
