import type { Window } from './geometry.ts';
import type { WinogradTile } from './plan-convolution.ts';
import { OWN_WEIGHTS, scratchBytes, transformedBytes } from './winograd-convolution.ts';
import { bandOf } from './plan-convolution.ts';
