import type { Head, Network } from '@sweepstake/graph';
import { mlp as classifier } from '@sweepstake/models';

/** The dense network of these widths under any head, for tests; several input axes are flattened first. */
export function mlp(input: readonly number[], widths: readonly number[], head: Head): Network {
  const features = input.reduce((a, b) => a * b, 1);
  const network = classifier({
    name: `mlp-${[...input, ...widths].join('-')}`,
    sizes: [features, ...widths],
    input,
  });
  return { ...network, head };
}
