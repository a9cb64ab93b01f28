import { engine } from '@sweepstake/engine';
import { describeReplay } from './describe-replay.ts';

describeReplay(engine);
