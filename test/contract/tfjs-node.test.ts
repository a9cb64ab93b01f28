import { expect, it } from 'vitest';
import { nativeBackend } from '../replay/backends.ts';
import { describeContract } from './contract.ts';

const { backend, reason } = await nativeBackend();

if (backend === null) it.skip(`the contract on tfjs-node (${reason})`, () => {});
else {
  describeContract(backend);
  it('names the version of the TensorFlow library in its numerics', () => {
    expect(backend.numerics).toMatch(/^tfjs-node-1-tf\d+\.\d+\.\d+/);
  });
}
