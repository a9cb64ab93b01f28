export { ANALYSES, ANALYSIS_NAMES, analysisByName } from './analyses.ts';
export type { Analysed, Analysis, AnalysisName, AnalysisRequest } from './analyses.ts';
export type { Bin, Density, Histogram } from './density.ts';
export { initialWeightDensities } from './initial-weight-densities.ts';
export { distanceMoved, magnitudeChange } from './movements.ts';
export type { Movement } from './movements.ts';
export { incomingFractions, outgoingFractions } from './connectivity.ts';
export { bimodality, chanceLarger, meanOf, positiveShare, spreadOf } from './statistics.ts';
export type { AnalysesError } from './errors.ts';
