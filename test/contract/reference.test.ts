import { reference } from '@sweepstake/training/reference';
import { describeContract } from './contract.ts';

describeContract(reference);
