import { networkToJson } from '@sweepstake/graph';
import type { Network, NetworkJson } from '@sweepstake/graph';
import { sha256 } from '@sweepstake/random';
import { notLoaded } from './errors.ts';

/** A network that is not of the zoo. */
export interface AddedModel {
  /** Under its full name. */
  readonly network: Network;
  /** The file that says the same, under the name that the file has. */
  readonly json: NetworkJson;
}

// Of the process or thread: stages name networks and have to find them. Names tell the contents, so that nothing here
// is ever replaced by something else.
const added = new Map<string, AddedModel>();

/**
 * Makes a network known to `modelByName`, and returns it under its full name: `<name>@<hash>`, where the hash is the
 * first 12 hex digits of the SHA-256 of its file as `networkToJson` writes it. The same network has the same name
 * whoever wrote it and wherever it lies; adding it again does nothing.
 *
 * Throws what `networkToJson` throws.
 */
export function addModel(network: Network): Network {
  const json = networkToJson(network);
  const digest = sha256(new TextEncoder().encode(JSON.stringify(json)));
  const hash = Array.from(digest.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0'));
  const name = `${network.name}@${hash.join('')}`;
  const known = added.get(name);
  if (known !== undefined) return known.network;
  const named = { ...network, name };
  added.set(name, { network: named, json });
  return named;
}

/** Everything that was added in this process or thread, in the order of adding. */
export const addedModels = (): readonly AddedModel[] => [...added.values()];

/** Throws `SWEEPSTAKE_MODELS_NOT_LOADED` for a name that was not added. */
export function addedModel(name: string): Network {
  const found = added.get(name);
  if (found === undefined) throw notLoaded(name);
  return found.network;
}
