import { initialise, parametersOf } from '@sweepstake/graph';
import { engine } from '@sweepstake/engine';
import { lenet300100 } from '@sweepstake/models';
import { names, sha256, Stream } from '@sweepstake/random';
import type { Batch, Examples, Masks } from '@sweepstake/training';
import { ADAM } from '@sweepstake/training';

const STEPS = 200;
const BATCH = 60;
const EXAMPLES = 600;

/** Digit-like bytes, four of five 0, with random classes. */
function drawExamples(stream: Stream): Examples {
  const byte = (): number => (stream.below(5) === 0 ? stream.below(256) : 0);
  return {
    count: EXAMPLES,
    shape: [1, 28, 28],
    inputs: Uint8Array.from({ length: EXAMPLES * 784 }, byte),
    scaling: { divisor: [255], offset: [0] },
    targets: Uint8Array.from({ length: EXAMPLES }, () => stream.below(10)),
  };
}

function drawMasks(density: number): Masks {
  const stream = new Stream('golden(mask)');
  return new Map(
    parametersOf(lenet300100())
      .filter(({ role }) => role !== 'bias')
      .map(({ name, shape }) => [
        name,
        Uint8Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
          stream.uniform() < density ? 1 : 0,
        ),
      ]),
  );
}

/** Little-endian bytes of the weights in the network's order, hashed: 64 hexadecimal digits. */
async function hashAfterTraining(examples: Examples, masks: Masks | undefined): Promise<string> {
  const network = lenet300100();
  const normals = new Stream(names.init({ seed: 0, trial: 0 }));
  const weights = initialise(network, () => () => normals.normal());
  const session = await engine.open(network, { weights, masks, optimizer: ADAM, batch: BATCH });
  for (let t = 0; t < STEPS; t++) {
    const first = (t * BATCH) % EXAMPLES;
    const indices = Int32Array.from({ length: BATCH }, (_, i) => first + i);
    const batch: Batch = { examples, indices };
    session.step(batch, 1.2e-3);
  }
  const trained = session.exportState().weights;
  session.close();
  const tensors = parametersOf(network).map(({ name }) => trained.get(name)!);
  const bytes = new DataView(new ArrayBuffer(4 * tensors.reduce((n, t) => n + t.length, 0)));
  tensors.flatMap((t) => [...t]).forEach((v, i) => bytes.setFloat32(4 * i, v, true));
  const digest = sha256(new Uint8Array(bytes.buffer));
  return [...digest].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** Names of the golden runs: every weight, and a random fifth of them. Fast math is never golden. */
export const GOLDEN_RUNS = ['dense', 'sparse'] as const;

/** SHA-256 of LeNet-300-100 after 200 steps of Adam on generated data; nothing of it depends on the machine. */
export function goldenHash(run: (typeof GOLDEN_RUNS)[number]): Promise<string> {
  const examples = drawExamples(new Stream('golden(examples)'));
  return hashAfterTraining(examples, run === 'dense' ? undefined : drawMasks(0.21));
}
