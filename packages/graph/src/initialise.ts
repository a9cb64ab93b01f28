import { elements } from './elements.ts';
import { initialStd } from './initial-std.ts';
import type { Network, Parameter } from './network.ts';
import { parametersOf } from './parameters.ts';

/** Returns standard normal numbers, one per call, for the parameter of this name. */
export type NormalsByParameter = (parameterName: string) => () => number;

function draw({ name, shape, initialiser }: Parameter, normals: NormalsByParameter): Float32Array {
  const tensor = new Float32Array(elements(shape));
  if (initialiser.kind === 'constant') return tensor.fill(initialiser.value);
  const std = initialStd(initialiser);
  const normal = normals(name);
  for (let i = 0; i < tensor.length; i++) tensor[i] = std * normal();
  return tensor;
}

/**
 * Draws theta_0: every parameter at iteration 0 by name, in network order, each flat in its own
 * (row-major) order. `glorot-normal` has variance 2 / (fanIn + fanOut), the Gaussian Glorot of the
 * paper (figure 2); `normal` has the given standard deviation; `constant` draws nothing.
 *
 * `normals` is called once per drawn parameter and its sampler once per entry, in flat order, so a
 * parameter's values depend on its own sampler only. Products are float64, rounded once to float32.
 */
export function initialise(
  network: Network,
  normals: NormalsByParameter,
): Map<string, Float32Array> {
  return new Map(parametersOf(network).map((p) => [p.name, draw(p, normals)]));
}
