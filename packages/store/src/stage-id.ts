import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/**
 * The identity of a stage: the first 20 hex digits of SHA-256 of its configuration's canonical JSON
 * in UTF-8. Key order and entries that are `undefined` do not matter.
 */
export const stageId = (config: unknown): string => sha256(canonicalJson(config)).slice(0, 20);

/** 64 hex digits; text is hashed as UTF-8. */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');
