import type { KerasLayer, LayersModel, SymbolicTensor } from './layers-tf.ts';

/** One application of a layer in a model's graph. */
export interface ModelNode {
  /** `<layer>` or, of a layer's further applications, `<layer>:<number>`. */
  readonly id: string;
  readonly layer: KerasLayer;
  readonly type: string;
  /** Ids of the nodes whose values it reads; empty for an input. */
  readonly inputs: readonly string[];
  /** Shape of one example of its value. */
  readonly shape: readonly (number | null)[];
}

interface Node {
  readonly inputTensors: SymbolicTensor[];
}

/**
 * The applications of layers that a model's outputs depend on, each after those that it reads; the last one gives
 * the last output.
 */
export function modelNodes(model: LayersModel): ModelNode[] {
  const nodes = new Map<string, ModelNode>();
  const starts = new Set(model.inputs);

  const visit = (tensor: SymbolicTensor): string => {
    const { sourceLayer: layer, nodeIndex } = tensor;
    const id = nodeIndex === 0 ? layer.name : `${layer.name}:${nodeIndex}`;
    if (nodes.has(id)) return id;
    const node: Node = layer.inboundNodes[nodeIndex]!;
    // A model can begin behind another one's layers.
    const type = starts.has(tensor) ? 'InputLayer' : layer.getClassName();
    const inputs = type === 'InputLayer' ? [] : node.inputTensors.map(visit);
    nodes.set(id, { id, layer, type, inputs, shape: tensor.shape.slice(1) });
    return id;
  };
  for (const output of model.outputs) visit(output);
  return [...nodes.values()];
}
