import { addDataset, addedDatasets } from '@sweepstake/datasets';
import type { FolderDefinition } from '@sweepstake/datasets';
import { networkFromJson } from '@sweepstake/graph';
import type { NetworkJson } from '@sweepstake/graph';
import { addedModels, addModel } from '@sweepstake/models';

/** Networks and data sets of one's own by their full names, as plain data: for workers and run folders. */
export interface Own {
  readonly networks: Readonly<Record<string, NetworkJson>>;
  readonly datasets: Readonly<Record<string, FolderDefinition>>;
}

/** Everything that is known in this process or thread, or what of it is named. */
export function knownOwn(names?: ReadonlySet<string>): Own {
  const wanted = (name: string): boolean => names === undefined || names.has(name);
  const networks = addedModels().filter(({ network }) => wanted(network.name));
  const datasets = addedDatasets().filter(({ name }) => wanted(name));
  return {
    networks: Object.fromEntries(networks.map(({ network, json }) => [network.name, json])),
    datasets: Object.fromEntries(datasets.map((definition) => [definition.name, definition])),
  };
}

/**
 * Makes networks and data sets known in this process or thread.
 *
 * @param file where they are from, for errors
 * @throws what `networkFromJson` throws, and an error for a network that is not the one of its name
 */
export function addOwn({ networks, datasets }: Own, file: string): void {
  for (const [name, json] of Object.entries(networks)) {
    const found = addModel(networkFromJson(json, file)).name;
    if (found !== name) throw new Error(`the network called ${name} is ${found}`);
  }
  for (const definition of Object.values(datasets)) addDataset(definition);
}
