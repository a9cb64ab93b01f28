import { engine } from '@sweepstake/engine';
import { describeContract } from './contract.ts';

describeContract(engine, { refuses: ['class-per-position', 'regression'] });
