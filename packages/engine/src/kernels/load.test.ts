import { describe, expect, it } from 'vitest';
import { Arena } from '../arena.ts';
import { loadKernels, supports } from './load.ts';
import { RELAXED } from './relaxed.generated.ts';
import { STRICT } from './strict.generated.ts';

/** Declared here since the engine's own declaration leaves out what only this test needs. */
const { Module } = (
  globalThis as unknown as {
    WebAssembly: {
      Module: {
        new (bytes: Uint8Array): object;
        exports(module: object): { name: string; kind: string }[];
      };
    };
  }
).WebAssembly;

const exportsOf = (base64: string): string[] =>
  Module.exports(new Module(Buffer.from(base64, 'base64')))
    .filter(({ kind }) => kind === 'function')
    .map(({ name }) => name)
    .sort();

describe('the kernel modules', () => {
  it('have the same kernels under names of their own, so that no profile mixes them up', () => {
    const strict = exportsOf(STRICT);
    expect(strict.length).toBeGreaterThan(30);
    expect(strict.every((name) => name.endsWith('_strict'))).toBe(true);
    const relaxed = strict.map((name) => name.replace(/_strict$/, '_relaxed'));
    expect(exportsOf(RELAXED)).toEqual(relaxed.sort());
  });

  it('differ, and the strict one runs here', () => {
    expect(RELAXED).not.toBe(STRICT);
    expect(supports('strict')).toBe(true);
  });

  it('are called without the flavour', () => {
    const kernels = loadKernels('strict', new Arena().memory);
    expect(Object.keys(kernels).sort()).toEqual(
      exportsOf(STRICT)
        .map((name) => name.replace(/_strict$/, ''))
        .sort(),
    );
  });
});
