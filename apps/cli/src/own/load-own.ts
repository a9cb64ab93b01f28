import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { addDataset } from '@sweepstake/datasets';
import { readDatasetFolder } from '@sweepstake/datasets/node';
import { networkFromJson } from '@sweepstake/graph';
import { addModel } from '@sweepstake/models';
import { badNetworkFile, cannotRead } from '../errors.ts';
import type { OwnKey } from './own-path.ts';

// By key and path: a data set is read to its end to know its name.
const loaded = new Map<string, string>();

/**
 * Reads a network's JSON file or a data set's folder (or its `dataset.json`), makes it known in this process, and
 * returns the name that says what it holds: `<name>@<hash>`. Reads each path once.
 *
 * @param path absolute, or relative to `base`
 */
export function loadOwn(key: OwnKey, path: string, base: string): string {
  const whole = resolve(base, path);
  const id = `${key} ${whole}`;
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const name = key === 'network' ? loadNetwork(whole, path) : loadDataset(whole);
  loaded.set(id, name);
  return name;
}

function loadNetwork(file: string, typed: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw cannotRead(file, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badNetworkFile(file, (error as Error).message);
  }
  return addModel(networkFromJson(value, typed)).name;
}

function loadDataset(path: string): string {
  const folder = basename(path) === 'dataset.json' ? dirname(path) : path;
  const { definition } = readDatasetFolder(folder);
  addDataset(definition);
  return definition.name;
}
