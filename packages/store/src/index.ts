export { canonicalJson } from './canonicalJson.ts';
export { stageId } from './stageId.ts';
export { openStore } from './openStore.ts';
export type { Store, StoreOptions } from './openStore.ts';
export type { Output } from './publish.ts';
export type { FileEntry, StageRecord } from './stageRecord.ts';
export type { Failure } from './failures.ts';
export { packCurve, unpackCurve } from './curve.ts';
