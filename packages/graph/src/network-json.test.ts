import { expect, test } from 'vitest';
import { networkFromJson, networkToJson, parametersOf, shapesOf } from './index.ts';

const SMALL = {
  name: 'my-net',
  input: [1, 28, 28],
  layers: [
    { kind: 'convolution', out: 8, kernel: 3, padding: 1 },
    { kind: 'relu' },
    { kind: 'max-pool', size: 2 },
    { kind: 'flatten' },
    { kind: 'dense', out: 30 },
    { kind: 'relu' },
    { kind: 'dense', out: 10 },
  ],
  classes: 10,
};

const RESIDUAL = {
  name: 'branches',
  input: [3, 8, 8],
  layers: [
    { kind: 'convolution', name: 'stem', out: 4, kernel: 3, padding: 1, bias: false },
    { kind: 'norm', momentum: 0.2 },
    { kind: 'relu', name: 'start' },
    { kind: 'convolution', out: 6, kernel: [3, 1], padding: 1, stride: 2 },
    {
      kind: 'convolution',
      inputs: ['start'],
      out: 6,
      kernel: [3, 1],
      padding: 1,
      stride: 2,
      role: 'shortcut',
      initialiser: { kind: 'normal', std: 0.05 },
    },
    { kind: 'add', inputs: ['conv2', 'conv3'] },
    { kind: 'average-pool', size: 2 },
    { kind: 'global-average-pool' },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'dense', out: 3, role: 'hidden', bias: false },
  ],
  classes: 3,
};

interface Loose extends Record<string, unknown> {
  layers: Record<string, unknown>[];
}

const changed = (change: (json: Loose) => void): unknown => {
  const json = structuredClone(SMALL) as unknown as Loose;
  change(json);
  return json;
};

const problem = (value: unknown): { code: string; message: string } => {
  try {
    networkFromJson(value, 'net.json');
  } catch (error) {
    return error as Error & { code: string };
  }
  throw new Error('nothing was thrown');
};

test('a file says what is special, and the rest follows', () => {
  const network = networkFromJson(SMALL, 'net.json');
  expect(network.head).toEqual({ kind: 'class', classes: 10 });
  expect([...shapesOf(network)].map(([name, shape]) => [name, shape.join('x')])).toEqual([
    ['input', '1x28x28'],
    ['conv1', '8x28x28'],
    ['relu1', '8x28x28'],
    ['pool1', '8x14x14'],
    ['flatten1', '1568'],
    ['fc1', '30'],
    ['relu2', '30'],
    ['fc2', '10'],
  ]);
  const roles = parametersOf(network).map(({ name, role }) => `${name} ${role}`);
  expect(roles).toEqual([
    'conv1.weight convolution',
    'conv1.bias bias',
    'fc1.weight hidden',
    'fc1.bias bias',
    'fc2.weight output',
    'fc2.bias bias',
  ]);
  // Fans of a convolution are window times channels.
  expect(parametersOf(network)[0]!.initialiser).toEqual({
    kind: 'glorot-normal',
    fanIn: 9,
    fanOut: 72,
  });
});

test('branches are named, and roles, biases and initialisers may be', () => {
  const network = networkFromJson(RESIDUAL, 'net.json');
  const of = (name: string) => parametersOf(network).find((each) => each.name === name);
  expect(of('stem.bias')).toBeUndefined();
  expect(of('conv3.weight')).toMatchObject({
    role: 'shortcut',
    shape: [6, 4, 3, 1],
    initialiser: { kind: 'normal', std: 0.05 },
  });
  expect(of('fc1.weight')).toMatchObject({ role: 'hidden', shape: [3, 6] });
  expect(network.layers[5]).toMatchObject({ kind: 'add', inputs: ['conv2', 'conv3'] });
  expect(network.layers[1]).toMatchObject({ name: 'norm1', epsilon: 1e-5, momentum: 0.2 });
});

test.each([SMALL, RESIDUAL])('a network goes to a file and back: $name', (json) => {
  const network = networkFromJson(json, 'net.json');
  const written = networkToJson(network);
  expect(networkFromJson(JSON.parse(JSON.stringify(written)), 'net.json')).toEqual(network);
  expect(written).toEqual(json);
});

test('files that say the same in other words give the same text', () => {
  const wordy = changed((json) => {
    json.layers[0] = {
      padding: 1,
      stride: 1,
      kernel: [3, 3],
      bias: true,
      out: 8,
      ...json.layers[0],
    };
    json.layers[1] = { inputs: ['conv1'], name: 'relu1', kind: 'relu' };
    json.layers[6]!['role'] = 'output';
    json.layers[6]!['initialiser'] = { kind: 'glorot-normal' };
  });
  const text = (value: unknown) => JSON.stringify(networkToJson(networkFromJson(value, 'f')));
  expect(text(wordy)).toBe(text(SMALL));
});

test('what a file has no word for is refused', () => {
  const network = networkFromJson(SMALL, 'net.json');
  const regression = { ...network, head: { kind: 'regression', targets: 10 } } as const;
  expect(() => networkToJson(regression)).toThrow(
    'my-net cannot be a file: its head is regression',
  );
  const layers = network.layers.map((layer) =>
    layer.kind === 'dense'
      ? { ...layer, weight: { ...layer.weight, name: `W_${layer.name}` } }
      : layer,
  );
  expect(() => networkToJson({ ...network, layers })).toThrow(
    'my-net cannot be a file: layer fc1 has what a file cannot say',
  );
});

test.each([
  ['a list', [], 'net.json is []; it must be an object in braces'],
  ['null', null, 'net.json is null; it must be an object in braces'],
  [
    'no name',
    changed((json) => delete json['name']),
    'net.json: name is missing; it must be a name',
  ],
  [
    'a path as name',
    changed((json) => (json['name'] = '../x')),
    'name is "../x"; it must be a name',
  ],
  ['a hash in the name', changed((json) => (json['name'] = 'a@b')), 'name is "a@b"'],
  [
    'two axes',
    changed((json) => (json['input'] = [28, 28])),
    'input is [28,28]; it must be [features]',
  ],
  ['an empty axis', changed((json) => (json['input'] = [0])), 'input is [0]'],
  ['no layers', changed((json) => (json.layers = [])), 'layers is []; it must be a list of 1'],
  [
    'classes as text',
    changed((json) => (json['classes'] = '10')),
    'classes is "10"; it must be a whole',
  ],
  [
    'other classes',
    changed((json) => (json['classes'] = 9)),
    'the last layer gives [10], but the class',
  ],
  [
    'an unknown entry',
    changed((json) => (json['head'] = 1)),
    'net.json: head is not known; a network has',
  ],
  [
    'an unknown kind',
    changed((json) => (json.layers[1]!['kind'] = 'tanh')),
    'layers[1].kind is "tanh"',
  ],
  ['a kind of Object', changed((json) => (json.layers[1]!['kind'] = 'toString')), 'layers[1].kind'],
  [
    'a layer as text',
    changed((json) => json.layers.splice(1, 1, 'relu' as never)),
    'layers[1] is "relu"; it must',
  ],
  [
    'a misspelt entry',
    changed((json) => (json.layers[0]!['kernal'] = 3)),
    'net.json: layers[0].kernal is not known; a layer of kind convolution has kind, name, inputs, out',
  ],
  ['no window', changed((json) => delete json.layers[0]!['kernel']), 'layers[0].kernel is missing'],
  [
    'a window of 0',
    changed((json) => (json.layers[0]!['kernel'] = 0)),
    'layers[0].kernel is 0; it must',
  ],
  [
    'half a channel',
    changed((json) => (json.layers[0]!['out'] = 0.5)),
    'layers[0].out is 0.5; it must be a',
  ],
  [
    'a window too large',
    changed((json) => (json.layers[0]!['kernel'] = 99)),
    'layers[0]: layer conv1: a window',
  ],
  [
    'another role',
    changed((json) => (json.layers[4]!['role'] = 'bias')),
    'layers[4].role is "bias"; it must',
  ],
  [
    'no flatten',
    changed((json) => json.layers.splice(3, 1)),
    'layers[3]: layer fc1: takes [1568], but',
  ],
  [
    'an unknown input',
    changed((json) => (json.layers[1]!['inputs'] = ['later'])),
    "net.json: layers[1]: layer relu1: reads 'later', which is neither the input nor an earlier layer",
  ],
  [
    'two layers of one name',
    changed((json) => (json.layers[1]!['name'] = 'conv1')),
    "net.json: two layers are named 'conv1'",
  ],
  ['a layer called input', changed((json) => (json.layers[1]!['name'] = 'input')), "named 'input'"],
  [
    'a deviation below 0',
    changed((json) => (json.layers[4]!['initialiser'] = { kind: 'normal', std: -1 })),
    'net.json: std of fc1.weight is -1',
  ],
  [
    'an unknown initialiser',
    changed((json) => (json.layers[4]!['initialiser'] = { kind: 'orthogonal' })),
    'layers[4].initialiser.kind is "orthogonal"; it must be one of glorot-normal, normal, constant',
  ],
  [
    'a rate of 1',
    changed((json) => (json.layers[1] = { kind: 'dropout', rate: 1 })),
    'rate of layer',
  ],
  [
    'one value to add',
    changed((json) => (json.layers[1] = { kind: 'add' })),
    'layers[1].inputs is missing',
  ],
  [
    'too many weights',
    changed((json) => (json.layers[4]!['out'] = 2 ** 21)),
    'layers[4]: fc1.weight has',
  ],
  ['much padding', changed((json) => (json.layers[0]!['padding'] = 1e9)), 'layers[0]: conv1 has'],
  ['a prototype', JSON.parse('{"__proto__": {"name": "x"}}'), 'name is missing'],
])('%s is refused with its place', (_, value, words) => {
  const { code, message } = problem(value);
  expect(code).toMatch(/^SWEEPSTAKE_GRAPH_/);
  expect(message).toContain(words);
  expect(message.startsWith('net.json')).toBe(true);
});
