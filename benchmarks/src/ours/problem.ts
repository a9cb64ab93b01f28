import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parametersOf, prunableParameters } from '@sweepstake/graph';
import type { Batch, Examples, Masks, Optimizer, Tensors } from '@sweepstake/training';
import type { Manifest } from '../manifest.ts';
import { NETWORK } from '../tickets.ts';

/** A problem's folder as the engine takes it: images stay bytes, batches are indices. */
export class Problem {
  readonly #folder: string;
  readonly #manifest: Manifest;
  readonly batches: readonly Batch[];
  readonly splits: ReadonlyMap<string, Batch>;
  readonly initial: Tensors;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly batch: number;

  constructor(folder: string) {
    this.#folder = folder;
    this.#manifest = JSON.parse(this.#file('manifest.json').toString()) as Manifest;
    const { batch, adam } = this.#manifest;
    this.batch = batch;
    this.learningRate = adam.lr;
    this.optimizer = {
      kind: 'adam',
      beta1: adam.beta1,
      beta2: adam.beta2,
      epsilon: adam.eps,
      weightDecay: 0,
    };
    const examples = this.#examples('train');
    const rows = this.#words('train/batches');
    this.batches = Array.from({ length: rows.length / batch }, (_, i) => ({
      examples,
      indices: rows.slice(i * batch, (i + 1) * batch),
    }));
    this.splits = new Map(
      ['validation', 'test'].map((name) => {
        const split = this.#examples(name);
        const indices = Int32Array.from({ length: split.count }, (_, i) => i);
        return [name, { examples: split, indices }];
      }),
    );
    this.initial = new Map(
      parametersOf(NETWORK).map(({ name }) => [name, this.#floats(`init/${name}`)]),
    );
  }

  masks(set: string | null): Masks | undefined {
    if (set === null) return undefined;
    return new Map(
      prunableParameters(NETWORK).map(({ name }) => [name, this.#bytes(`masks/${set}/${name}`)]),
    );
  }

  #examples(name: string): Examples {
    const targets = this.#bytes(`${name}/labels`);
    return {
      count: targets.length,
      shape: NETWORK.input,
      inputs: this.#bytes(`${name}/images`),
      scaling: { divisor: [255], offset: [0] },
      targets,
    };
  }

  #file(name: string): Buffer {
    return readFileSync(join(this.#folder, name));
  }

  #bytes(name: string): Uint8Array {
    const entry = this.#manifest.arrays[name];
    if (entry === undefined) throw new Error(`no array ${name} in the problem's folder`);
    // A copy starts at a multiple of any element's size.
    return Uint8Array.from(this.#file(entry.file));
  }

  #floats(name: string): Float32Array {
    return new Float32Array(this.#bytes(name).buffer);
  }

  #words(name: string): Int32Array {
    return new Int32Array(this.#bytes(name).buffer);
  }
}
