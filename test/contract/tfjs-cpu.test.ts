import { backendOver, composedUpdate } from '@sweepstake/tfjs';
import * as tf from '@tensorflow/tfjs';
import { describeContract } from './contract.ts';

describeContract(
  backendOver({
    name: 'tfjs-cpu',
    numerics: 'tfjs-cpu-1',
    load: async () => ({ tf, backend: 'cpu', update: composedUpdate }),
  }),
);
