import type { Layer, Network } from '@sweepstake/graph';
import { add, classifier, convolution, dense, norm, plain } from './networks.ts';

const pool = (name: string, from: string): Layer => ({
  kind: 'max-pool',
  name,
  inputs: [from],
  size: 2,
});

/** Convolutions of these widths, `M` a pool; with normalisation a global pool (VGG), else hidden layers (Conv-N). */
export function plainNetwork(
  widths: readonly (number | 'M')[],
  { norms, hidden }: { readonly norms: boolean; readonly hidden: readonly number[] },
): Network {
  const layers: Layer[] = [];
  let [from, channels, side] = ['input', 3, 32];
  const push = (...added: Layer[]): void => {
    layers.push(...added);
    from = layers.at(-1)!.name;
  };
  widths.forEach((width, i) => {
    if (width === 'M') {
      push(pool(`pool${i}`, from));
      side /= 2;
      return;
    }
    push(convolution(`conv${i}`, from, [channels, width], { bias: !norms }));
    if (norms) push(norm(`bn${i}`, from, width));
    push(plain('relu', `relu${i}`, from));
    channels = width;
  });
  push(plain(norms ? 'global-average-pool' : 'flatten', 'features', from));
  let features = norms ? channels : channels * side * side;
  hidden.forEach((width, i) => {
    push(dense(`fc${i}`, from, [features, width]), plain('relu', `hidden${i}`, `fc${i}`));
    features = width;
  });
  push(dense('fc', from, [features, 10]));
  return classifier([3, 32, 32], 10, layers);
}

/** Residual network of three stages (He et al. 2016, section 4.2), with convolutions where a stage begins. */
export function residualNetwork(widths: readonly number[], blocks: number): Network {
  const layers: Layer[] = [
    convolution('conv', 'input', [3, widths[0]!], { bias: false }),
    norm('bn', 'conv', widths[0]!),
    plain('relu', 'relu', 'bn'),
  ];
  let [from, channels] = ['relu', widths[0]!];
  for (const width of widths) {
    for (let b = 0; b < blocks; b++) {
      const name = (part: string): string => `${width}-${b}.${part}`;
      const stride = width === channels ? 1 : 2;
      layers.push(
        convolution(name('conv1'), from, [channels, width], { stride, bias: false }),
        norm(name('bn1'), name('conv1'), width),
        plain('relu', name('relu1'), name('bn1')),
        convolution(name('conv2'), name('relu1'), [width, width], { bias: false }),
        norm(name('bn2'), name('conv2'), width),
      );
      if (stride === 2) {
        const down = { kernel: 1, stride, padding: 0, bias: false };
        layers.push(convolution(name('down'), from, [channels, width], down));
        layers.push(norm(name('down_bn'), name('down'), width));
      }
      const skip = stride === 2 ? name('down_bn') : from;
      layers.push(add(name('add'), name('bn2'), skip), plain('relu', name('relu'), name('add')));
      [from, channels] = [name('relu'), width];
    }
  }
  layers.push(plain('global-average-pool', 'features', from));
  layers.push(dense('fc', 'features', [channels, 10]));
  return classifier([3, 32, 32], 10, layers);
}
