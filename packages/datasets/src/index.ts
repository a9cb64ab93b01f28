export { batchIndices, type EpochOrder } from './batch-indices.ts';
export { decodeImages, type ImageKind, type ImagePair } from './decode-images.ts';
export type { Dataset, Examples, Scaling } from './examples.ts';
export { parseIdx, type IdxArray } from './idx.ts';
export { nearestNames } from './nearest-names.ts';
export type { DatasetFiles, PublishedFile } from './published-files.ts';
export {
  datasets,
  getDataset,
  getScaling,
  type DatasetName,
  type Definition,
  type DrawnDefinition,
  type IdxDefinition,
} from './registry.ts';
export { sharedBytes } from './shared-bytes.ts';
export { split, type Split } from './split.ts';
export { drawStrokes, type StrokesOptions } from './strokes/draw-strokes.ts';
