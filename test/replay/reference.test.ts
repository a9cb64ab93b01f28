import { reference } from '@sweepstake/training/reference';
import { describeReplay } from './describe-replay.ts';

describeReplay(reference);
