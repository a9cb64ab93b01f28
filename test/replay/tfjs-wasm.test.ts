import { tfjsWasm } from '@sweepstake/tfjs';
import { describeReplay } from './describe-replay.ts';

describeReplay(tfjsWasm);
