import { it } from 'vitest';
import { nativeBackend } from './backends.ts';
import { describeReplay } from './describe-replay.ts';

const { backend, reason } = await nativeBackend();

if (backend === null) it.skip(`recorded PyTorch runs on tfjs-node (${reason})`, () => {});
else describeReplay(backend);
