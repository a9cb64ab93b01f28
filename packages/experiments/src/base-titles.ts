/** The networks of the paper (figure 2) by the names that arms have them by. */
export const BASE_NAMES = ['lenet', 'conv-2', 'conv-4', 'conv-6', 'resnet-18', 'vgg-19'] as const;

export type BaseName = (typeof BASE_NAMES)[number];

/** What legends call a base. */
export const BASE_TITLES: Readonly<Record<BaseName, string>> = {
  lenet: 'LeNet',
  'conv-2': 'Conv-2',
  'conv-4': 'Conv-4',
  'conv-6': 'Conv-6',
  'resnet-18': 'ResNet-18',
  'vgg-19': 'VGG-19',
};
