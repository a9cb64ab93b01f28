import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parametersOf, prunableParameters, type Network } from '@sweepstake/graph';
import type { Batch, Examples, Masks, Optimizer, Tensors } from '@sweepstake/training';
import type { Manifest, ManifestOptimizer } from '../manifest.ts';
import { readManifest } from '../problem-folder.ts';

/** A problem's folder as the engine takes it: images stay bytes, batches are indices. */
export class Problem {
  readonly folder: string;
  readonly network: Network;
  readonly batches: readonly Batch[];
  /** Validation and test, where the folder has them. */
  readonly splits: ReadonlyMap<string, Batch>;
  readonly initial: Tensors;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly batch: number;
  #manifest: Manifest;

  constructor(folder: string) {
    this.folder = folder;
    this.#manifest = readManifest(folder);
    const { batch, network, optimizer, arrays } = this.#manifest;
    this.batch = batch;
    this.network = network;
    this.learningRate = optimizer.learning_rate;
    this.optimizer = optimizerOf(optimizer);
    const examples = this.#examples('train');
    const rows = this.#words('train/batches');
    this.batches = Array.from({ length: rows.length / batch }, (_, i) => ({
      examples,
      indices: rows.slice(i * batch, (i + 1) * batch),
    }));
    this.splits = new Map(
      ['validation', 'test']
        .filter((name) => arrays[`${name}/images`] !== undefined)
        .map((name) => {
          const split = this.#examples(name);
          const indices = Int32Array.from({ length: split.count }, (_, i) => i);
          return [name, { examples: split, indices }];
        }),
    );
    this.initial = new Map(
      parametersOf(network).map(({ name }) => [name, this.#floats(`init/${name}`)]),
    );
  }

  /** A mask set by name. The harness may add sets at any time, so the manifest is read again. */
  masks(set: string | null): Masks | undefined {
    if (set === null) return undefined;
    this.#manifest = readManifest(this.folder);
    return new Map(
      prunableParameters(this.network).map(({ name }) => [
        name,
        this.#bytes(`masks/${set}/${name}`),
      ]),
    );
  }

  #examples(name: string): Examples {
    const targets = this.#bytes(`${name}/labels`);
    return {
      count: targets.length,
      shape: this.network.input,
      inputs: this.#bytes(`${name}/images`),
      scaling: this.#manifest.scaling,
      targets,
    };
  }

  #bytes(name: string): Uint8Array {
    const entry = this.#manifest.arrays[name];
    if (entry === undefined) throw new Error(`no array ${name} in the problem's folder`);
    // A copy starts at a multiple of any element's size.
    return Uint8Array.from(readFileSync(join(this.folder, entry.file)));
  }

  #floats(name: string): Float32Array {
    return new Float32Array(this.#bytes(name).buffer);
  }

  #words(name: string): Int32Array {
    return new Int32Array(this.#bytes(name).buffer);
  }
}

function optimizerOf(entry: ManifestOptimizer): Optimizer {
  const { learning_rate: _, weight_decay: weightDecay, ...rest } = entry;
  return { ...rest, weightDecay };
}
