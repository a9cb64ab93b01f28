import { badDtype, notBuilt } from './errors.ts';
import type { KerasLayer, LayersModel, LayerVariable } from './layers-tf.ts';

/** One weight of a model, in the model's own order of axes. */
export interface ModelWeight {
  /** `<layer>/<weight>`, for example `fc1/kernel`; unique, and the same in a model that is saved and loaded. */
  readonly name: string;
  /** What its layer calls it: `kernel`, `bias`, `gamma`, ... */
  readonly kind: string;
  readonly shape: readonly number[];
  readonly layer: KerasLayer;
  /** From 1, among the model's own layers; a nested model counts as one. */
  readonly position: number;
  /** Whether training changes it: not in frozen layers, and not moving statistics. */
  readonly trainable: boolean;
  readonly variable: LayerVariable;
}

/** Layers of a model that is used as a layer; null for others. */
export function layersWithin(layer: KerasLayer): readonly KerasLayer[] | null {
  const { layers } = layer as KerasLayer & { readonly layers?: readonly KerasLayer[] };
  return Array.isArray(layers) ? layers : null;
}

/**
 * Every weight of a model in the order of its layers. A layer that is applied several times has its weights once;
 * those of a model inside the model are named `<model>/<layer>/<weight>`; where names repeat, later ones end in
 * `_1`, `_2`. Throws for a model without layers, and for weights of another dtype than float32.
 */
export function modelWeights(model: LayersModel): ModelWeight[] {
  if (model.layers.length === 0) throw notBuilt(model.name);
  const weights: ModelWeight[] = [];
  const names = new Set<string>();
  const seen = new Set<KerasLayer>();

  const visit = (layer: KerasLayer, path: string, position: number): void => {
    if (seen.has(layer)) return;
    seen.add(layer);
    const inner = layersWithin(layer);
    if (inner !== null) {
      for (const each of inner) visit(each, `${path}${layer.name}/`, position);
      return;
    }
    const trained = new Set(layer.trainableWeights);
    for (const variable of layer.weights) {
      const kind = variable.originalName.split('/').at(-1)!;
      const name = unique(`${path}${layer.name}/${kind}`, names);
      if (variable.dtype !== 'float32') throw badDtype(name, variable.dtype);
      const shape = variable.shape.map((size) => size!);
      const trainable = model.trainable && trained.has(variable);
      weights.push({ name, kind, shape, layer, position, trainable, variable });
    }
  };
  for (const [i, layer] of model.layers.entries()) visit(layer, '', i + 1);
  return weights;
}

/** The name itself, or with the first number behind it that makes it new; adds it to `taken`. */
export function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let i = 1; taken.has(free); i++) free = `${name}_${i}`;
  taken.add(free);
  return free;
}
