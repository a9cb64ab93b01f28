import type { Experiment } from '../experiment.ts';
import { conv2, conv4, conv6 } from './conv-networks.ts';
import { resnet18, vgg19 } from './deep-networks.ts';
import { figure3 } from './figure-3.ts';

/** Every experiment of ours, the paper's figures first. */
export const EXPERIMENTS: readonly Experiment[] = [figure3, conv2, conv4, conv6, resnet18, vgg19];
