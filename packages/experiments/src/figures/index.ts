import type { Experiment } from '../experiment.ts';
import { conv2, conv4, conv6 } from './conv-networks.ts';
import { resnet18, vgg19 } from './deep-networks.ts';
import { figure1 } from './figure-1.ts';
import { figure10 } from './figure-10.ts';
import { figure11 } from './figure-11.ts';
import { figure12 } from './figure-12.ts';
import { figure13 } from './figure-13.ts';
import { figure14 } from './figure-14.ts';
import { figure15 } from './figure-15.ts';
import { figure16 } from './figure-16.ts';
import { figure17 } from './figure-17.ts';
import { figure18 } from './figure-18.ts';
import { figure19 } from './figure-19.ts';
import { figure2 } from './figure-2.ts';
import { figure20 } from './figure-20.ts';
import { figure21 } from './figure-21.ts';
import { figure22 } from './figure-22.ts';
import { figure23 } from './figure-23.ts';
import { figure24 } from './figure-24.ts';
import { figure25 } from './figure-25.ts';
import { figure26 } from './figure-26.ts';
import { figure27 } from './figure-27.ts';
import { figure28 } from './figure-28.ts';
import { figure29 } from './figure-29.ts';
import { figure3 } from './figure-3.ts';
import { figure30 } from './figure-30.ts';
import { figure31 } from './figure-31.ts';
import { figure32 } from './figure-32.ts';
import { figure33 } from './figure-33.ts';
import { figure34 } from './figure-34.ts';
import { figure35 } from './figure-35.ts';
import { figure36 } from './figure-36.ts';
import { figure37 } from './figure-37.ts';
import { figure38 } from './figure-38.ts';
import { figure39 } from './figure-39.ts';
import { figure4 } from './figure-4.ts';
import { figure40 } from './figure-40.ts';
import { figure41 } from './figure-41.ts';
import { figure42 } from './figure-42.ts';
import { figure43 } from './figure-43.ts';
import { figure44 } from './figure-44.ts';
import { figure45 } from './figure-45.ts';
import { figure5 } from './figure-5.ts';
import { figure6 } from './figure-6.ts';
import { figure7 } from './figure-7.ts';
import { figure8 } from './figure-8.ts';
import { figure9 } from './figure-9.ts';

/** Every experiment of ours, the paper's figures first. */
export const EXPERIMENTS: readonly Experiment[] = [
  figure1,
  figure2,
  figure3,
  figure4,
  figure5,
  figure6,
  figure7,
  figure8,
  figure9,
  figure10,
  figure11,
  figure12,
  figure13,
  figure14,
  figure15,
  figure16,
  figure17,
  figure18,
  figure19,
  figure20,
  figure21,
  figure22,
  figure23,
  figure24,
  figure25,
  figure26,
  figure27,
  figure28,
  figure29,
  figure30,
  figure31,
  figure32,
  figure33,
  figure34,
  figure35,
  figure36,
  figure37,
  figure38,
  figure39,
  figure40,
  figure41,
  figure42,
  figure43,
  figure44,
  figure45,
  conv2,
  conv4,
  conv6,
  resnet18,
  vgg19,
];
