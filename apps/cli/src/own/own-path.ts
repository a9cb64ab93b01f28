import { isAbsolute } from 'node:path';

/** Keys of a configuration whose values may be files of one's own. */
export const OWN_KEYS = ['network', 'dataset'] as const;
export type OwnKey = (typeof OWN_KEYS)[number];

/** Whether a value of such a key is the path of a file or folder: it begins with `.` or `/`, or ends in `.json`. */
export const isOwnPath = (value: unknown): value is string =>
  typeof value === 'string' &&
  (value.startsWith('.') || isAbsolute(value) || value.endsWith('.json'));
