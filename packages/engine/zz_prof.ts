import { NetworkTrainer } from './src/network/network-trainer.ts';
import { modelByName } from '@sweepstake/models';
import { initialise, prunableParameters } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import { ADAM } from '@sweepstake/training';
import { OptimizerStep } from './src/optimizer-step.ts';
const [name='conv-2', dens='0.2', fast='0', detail='0'] = process.argv.slice(2);
const network = modelByName(name); const s = new Stream('x');
const weights = initialise(network, () => () => s.normal());
const batch = name.startsWith('conv') ? 60 : name.startsWith('res') ? 128 : 64;
const density=+dens;
const masks = density === 1 ? null : new Map(prunableParameters(network).map((p) => [p.name, Uint8Array.from({ length: p.shape.reduce((a, b) => a * b, 1) }, () => (s.uniform() < density ? 1 : 0))]));
const optimizer = name.startsWith('conv') ? ADAM : { kind: 'momentum', momentum: 0.9, weightDecay: 1e-4 } as const;
const t = new NetworkTrainer({ network, batch, optimizer, flavour: fast==='1'?'relaxed':'strict', masks, frozen: undefined });
t.load(weights); t.loadStatistics(new Map());
const im = t.input.images; t.arena.floats(im.at, im.panels*im.panelBytes/4).forEach((_, i, a) => { a[i] = Math.random(); });
const k: any = t.kernels; const acc = new Map<string, [number, number]>();
const add=(n: string, d: number)=>{ const e = acc.get(n) ?? [0,0]; e[0]+=d; e[1]++; acc.set(n,e); };
let total=0; const opt=new OptimizerStep(optimizer, t.kernels);
const N=4;
for (let it=0; it<N; it++) { if (it===1) { acc.clear(); total=0; }
 const a0=performance.now();
 for (const prog of ['training','backward'] as const) for (const tasks of t[prog].phases) for (const task of tasks) for (const { kernel, args } of task) { const a=performance.now(); k[kernel](...args); add(detail==='1'?`${prog[0]} ${kernel} ${args.length>12?'':''}${kernel.includes('product')||kernel.includes('weight_gradient')? 'run'+args[kernel.includes('dense_product')?12:kernel.includes('product')?10:kernel.includes('dense')?11:10]:''}`:kernel, performance.now()-a); }
 const a=performance.now(); opt.apply(t.blocks,1e-4); add('optimizer',performance.now()-a);
 total+=performance.now()-a0; }
const all=[...acc].sort((a,b)=>b[1][0]-a[1][0]); console.log(name,dens,'total',(total/(N-1)).toFixed(1), 'memory', (t.arena.size/1e6).toFixed(0),'MB');
for (const [n,[d,c]] of all.slice(0,18)) console.log('  ',n.padEnd(44),(d/(N-1)).toFixed(2),'ms',(c/(N-1)).toFixed(0),'calls');
