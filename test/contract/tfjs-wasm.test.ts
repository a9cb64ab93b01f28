import { tfjsWasm } from '@sweepstake/tfjs';
import { describeContract } from './contract.ts';

describeContract(tfjsWasm);
