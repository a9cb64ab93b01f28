import type {
  AddLayer,
  ConvolutionLayer,
  DenseLayer,
  DropoutLayer,
  FlattenLayer,
  GlobalPoolLayer,
  Layer,
  Network,
  NormLayer,
  PoolLayer,
  ReluLayer,
} from '@sweepstake/graph';

/**
 * What is computed in one go. `input` and `output` name values; a value bears the name of the last layer that went
 * into it. A ReLU after a convolution, a dense layer, a normalisation or a sum belongs to that step, and so does a
 * sum after a normalisation (`skip` is its other operand).
 */
export type Step =
  | (Common & {
      readonly kind: 'convolution';
      readonly layer: ConvolutionLayer;
      readonly relu: boolean;
    })
  | (Common & { readonly kind: 'dense'; readonly layer: DenseLayer; readonly relu: boolean })
  | (Common & {
      readonly kind: 'norm';
      readonly layer: NormLayer;
      readonly skip: string | null;
      readonly relu: boolean;
    })
  | (Common & {
      readonly kind: 'add';
      readonly layer: AddLayer;
      readonly other: string;
      readonly relu: boolean;
    })
  | (Common & { readonly kind: 'pool'; readonly layer: PoolLayer })
  | (Common & { readonly kind: 'global-pool'; readonly layer: GlobalPoolLayer })
  | (Common & { readonly kind: 'dropout'; readonly layer: DropoutLayer })
  | (Common & { readonly kind: 'relu'; readonly layer: ReluLayer })
  | (Common & { readonly kind: 'flatten'; readonly layer: FlattenLayer });

interface Common {
  readonly input: string;
  readonly output: string;
}

/** Layers that read a value, by the value's name. */
export function usersOf({ layers }: Network): Map<string, Layer[]> {
  const users = new Map<string, Layer[]>();
  for (const layer of layers) {
    for (const name of layer.inputs) users.set(name, [...(users.get(name) ?? []), layer]);
  }
  return users;
}

/** The network's steps, in an order in which every step comes after its inputs. */
export function stepsOf(network: Network): Step[] {
  const users = usersOf(network);
  const only = <K extends Layer['kind']>(
    name: string,
    kind: K,
  ): Extract<Layer, { kind: K }> | null => {
    const [user, ...rest] = users.get(name) ?? [];
    const single = user !== undefined && rest.length === 0 && user.kind === kind;
    return single ? (user as Extract<Layer, { kind: K }>) : null;
  };
  /** The name of the value that a layer's output is part of. */
  const values = new Map<string, string>([['input', 'input']]);
  const value = (layer: string): string => values.get(layer) ?? layer;
  const done = new Set<string>();
  const steps: Step[] = [];

  const withRelu = (name: string): { output: string; relu: boolean } => {
    const relu = only(name, 'relu');
    if (relu === null) return { output: name, relu: false };
    done.add(relu.name);
    values.set(relu.name, relu.name);
    return { output: relu.name, relu: true };
  };

  for (const layer of network.layers) {
    if (done.has(layer.name)) continue;
    const input = value(layer.inputs[0]);
    switch (layer.kind) {
      case 'convolution':
        steps.push({ kind: 'convolution', layer, input, ...withRelu(layer.name) });
        break;
      case 'dense':
        steps.push({ kind: 'dense', layer, input, ...withRelu(layer.name) });
        break;
      case 'norm': {
        const add = only(layer.name, 'add');
        const other = add?.inputs.find((name) => name !== layer.name);
        // The sum belongs to the operand that comes last, when the other one is there.
        if (add !== null && other !== undefined && values.has(other)) {
          done.add(add.name);
          values.set(layer.name, add.name);
          values.set(add.name, add.name);
          steps.push({ kind: 'norm', layer, input, skip: value(other), ...withRelu(add.name) });
        } else {
          steps.push({ kind: 'norm', layer, input, skip: null, ...withRelu(layer.name) });
        }
        break;
      }
      case 'add':
        steps.push({
          kind: 'add',
          layer,
          input,
          other: value(layer.inputs[1]),
          ...withRelu(layer.name),
        });
        break;
      case 'max-pool':
      case 'average-pool':
        steps.push({ kind: 'pool', layer, input, output: layer.name });
        break;
      case 'global-average-pool':
        steps.push({ kind: 'global-pool', layer, input, output: layer.name });
        break;
      case 'dropout':
        steps.push({ kind: 'dropout', layer, input, output: layer.name });
        break;
      case 'relu':
        steps.push({ kind: 'relu', layer, input, output: layer.name });
        break;
      case 'flatten':
        steps.push({ kind: 'flatten', layer, input, output: layer.name });
    }
    values.set(layer.name, values.get(layer.name) ?? layer.name);
  }
  return steps;
}
