export { cos, sin } from './cosine.ts';
export { exp } from './exp.ts';
export { inverseNormal } from './inverse-normal.ts';
export { log } from './log.ts';
export { names } from './names.ts';
export { philox } from './philox.ts';
export { sha256 } from './sha256.ts';
export { Stream } from './stream.ts';
