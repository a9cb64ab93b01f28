export { addDataset, addedDatasets } from './added-datasets.ts';
export { batchIndices, type EpochOrder } from './batch-indices.ts';
export type { CifarFiles } from './cifar-files.ts';
export { parseDatasetFile, type DatasetFile } from './dataset-file.ts';
export { decodeCifar, type CifarBatch } from './decode-cifar.ts';
export { decodeImages, type ImageKind, type ImagePair } from './decode-images.ts';
export { drawMoves, type Augmentation, type Moves } from './draw-moves.ts';
export type { Dataset, Examples, Scaling } from './examples.ts';
export { parseIdx, type IdxArray } from './idx.ts';
export { joinArrays, type ArrayPair } from './join-arrays.ts';
export { moveImage, type Move } from './move-image.ts';
export { nearestNames } from './nearest-names.ts';
export { parseNpy, type NumberArray } from './npy.ts';
export type { DatasetFiles, PlainFile, PublishedFile } from './published-files.ts';
export {
  datasetNameOf,
  datasets,
  getDataset,
  getScaling,
  type CifarDefinition,
  type DatasetName,
  type Definition,
  type DrawnDefinition,
  type DrawnName,
  type FolderDefinition,
  type IdxDefinition,
} from './registry.ts';
export { sharedBytes } from './shared-bytes.ts';
export { split, type Split } from './split.ts';
export { drawStrokes, type StrokesOptions } from './strokes/draw-strokes.ts';
export { parseTar } from './tar.ts';
