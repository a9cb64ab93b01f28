/* oxlint-disable no-underscore-dangle -- Emscripten's names of the allocator */
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { noMemory, outOfMemory } from './errors.ts';
import type { Kernels } from './kernels/kernels.generated.ts';
import { loadKernels } from './kernels/load.ts';
import type { Memory } from './kernels/web-assembly.ts';

/** What the backend's allocator may be asked for: sizes near 4 GiB and beyond it takes for small ones. */
const LARGEST = 0xfff0_0000;

/** A tensor as the wasm backend keeps it. */
interface Placed {
  /** Under which the backend's C++ side knows the tensor, and what it has packed of it. */
  id: number;
  readonly memoryOffset: number;
}

/** What these kernels use of the released backend. `asm` and `wasmMemory` are Emscripten's: hence the pinned version. */
interface WasmBackend {
  readonly wasm: {
    readonly asm?: { readonly memory?: Memory };
    /** Where threads share the memory, and only there. */
    readonly wasmMemory?: Memory;
    readonly tfjs: {
      registerTensor(id: number, size: number, memoryOffset: number): void;
      disposeData(id: number): void;
    };
    _malloc(bytes: number): number;
    _free(at: number): void;
  };
  dataIdNextNumber: number;
  readonly dataIdMap: { get(dataId: object): Placed };
  makeOutput(shape: number[], dtype: DataType): TensorInfo;
  disposeData(dataId: object): void;
}

/** The heap of one wasm backend, and the kernels that work on it. */
export class Heap {
  readonly kernels: Kernels;
  readonly memory: Memory;
  readonly #backend: WasmBackend;

  constructor(backend: WasmBackend, memory: Memory) {
    this.#backend = backend;
    this.memory = memory;
    this.kernels = loadKernels(memory);
  }

  /** Where the tensor's values are, in bytes; a tensor of another backend is moved here first. */
  at(tensor: Pick<TensorInfo, 'dataId'>): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A new tensor with arbitrary values; throws SWEEPSTAKE_TFJS_KERNELS_OUT_OF_MEMORY. */
  output(shape: readonly number[], dtype: DataType = 'float32'): TensorInfo {
    const tensor = this.#backend.makeOutput([...shape], dtype);
    const bytes = 4 * shape.reduce((a, b) => a * b, 1);
    if (bytes > 0 && !this.#holds(this.at(tensor), bytes)) {
      throw outOfMemory(bytes, `a result [${shape.join()}]`);
    }
    return tensor;
  }

  /** Fills a float32 or int32 tensor with 0. */
  clear(tensor: TensorInfo): void {
    const size = tensor.shape.reduce((a, b) => a * b, 1);
    new Int32Array(this.memory.buffer, this.at(tensor), size).fill(0);
  }

  /** Frees a tensor that only this package knows. */
  dispose(tensor: TensorInfo): void {
    this.#backend.disposeData(tensor.dataId);
  }

  /** Calls `use` with the address of so many bytes, which are free again afterwards. */
  scratch(bytes: number, kernel: string, use: (at: number) => void): void {
    const { wasm } = this.#backend;
    const at = bytes <= LARGEST ? wasm._malloc(bytes) >>> 0 : 0;
    if (!this.#holds(at, bytes)) throw outOfMemory(bytes, kernel);
    try {
      use(at);
    } finally {
      wasm._free(at);
    }
  }

  /** Whether the allocator gave these bytes: not 0, nor, as it does short of 4 GiB, what is not there. */
  #holds(at: number, bytes: number): boolean {
    return at !== 0 && at + bytes <= this.memory.buffer.byteLength;
  }

  /**
   * To be called when a tensor of `size` values was changed in place. The backend keeps filters that it has packed
   * under the tensor's id; under a new id it packs the new values.
   */
  changed(tensor: Pick<TensorInfo, 'dataId'>, size: number): void {
    const backend = this.#backend;
    const placed = backend.dataIdMap.get(tensor.dataId);
    backend.wasm.tfjs.disposeData(placed.id);
    placed.id = backend.dataIdNextNumber++;
    backend.wasm.tfjs.registerTensor(placed.id, size, placed.memoryOffset);
  }
}

const heaps = new WeakMap<object, Heap>();

/**
 * The heap of a backend, as kernels and `tf.backend()` give it; `name` is for the error.
 * Throws SWEEPSTAKE_TFJS_KERNELS_NO_MEMORY and SWEEPSTAKE_TFJS_KERNELS_NO_SIMD.
 */
export function heapOf(backend: unknown, name = 'wasm'): Heap {
  const known = heaps.get(backend as object);
  if (known !== undefined) return known;
  const wasmBackend = backend as Partial<WasmBackend>;
  const memory = wasmBackend.wasm?.asm?.memory ?? wasmBackend.wasm?.wasmMemory;
  const complete =
    typeof wasmBackend.wasm?._malloc === 'function' && wasmBackend.dataIdMap !== undefined;
  if (memory === undefined || !complete) throw noMemory(name);
  const heap = new Heap(wasmBackend as WasmBackend, memory);
  heaps.set(wasmBackend, heap);
  return heap;
}
