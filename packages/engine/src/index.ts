export { engine } from './engine.ts';
export { NUMERICS } from './numerics.ts';
export { supports } from './kernels/load.ts';
export type { Flavour } from './kernels/load.ts';
export { DENSE_FROM, formOf, panelling } from './plan.ts';
export type { Form, Panelling } from './plan.ts';
