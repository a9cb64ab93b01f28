export type * from './backend.ts';
export { ADAM } from './optimizer.ts';
export type { Optimizer } from './optimizer.ts';
