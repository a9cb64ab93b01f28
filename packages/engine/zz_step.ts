import { engine } from '@sweepstake/engine';
import { modelByName } from '@sweepstake/models';
import { initialise, prunableParameters } from '@sweepstake/graph';
import { load } from '@sweepstake/datasets/node';
import { Stream } from '@sweepstake/random';
import { ADAM } from '@sweepstake/training';
const [name='conv-2', dens='1', fast='0', steps='4'] = process.argv.slice(2);
const network = modelByName(name);
const s = new Stream('x');
const weights = initialise(network, () => () => s.normal());
const d = await load('cifar-10', { env: process.env });
const batchSize = name.startsWith('conv') ? 60 : name.startsWith('res') ? 128 : 64;
const optimizer = name.startsWith('conv') ? ADAM : { kind: 'momentum', momentum: 0.9, weightDecay: 1e-4 } as const;
for (const density of dens.split(',').map(Number)) {
const masks = density === 1 ? undefined : new Map(prunableParameters(network).map((p) => [p.name, Uint8Array.from({ length: p.shape.reduce((a, b) => a * b, 1) }, () => (s.uniform() < density ? 1 : 0))]));
const t0 = performance.now();
const session = await engine.open(network, { weights, optimizer, masks, batch: batchSize, fastMath: fast === '1' });
const t1 = performance.now();
const t: number[] = []; let stage = 0;
for (let i = 0; i < +steps; i++) { const b = { examples: d.train, indices: Int32Array.from({ length: batchSize }, (_, j) => (i * batchSize + j) % 50000) }; const a = performance.now(); session.prepare!(b); const c = performance.now(); session.step(b, 1e-4); t.push(performance.now() - c); stage = c - a; }
console.log(name, density, fast, 'open', (t1 - t0).toFixed(0), 'stage', stage.toFixed(1), 'steps', t.map((v) => v.toFixed(0)).join(' '), 'rss', (process.memoryUsage().rss / 1e6).toFixed(0));
session.close();
}
