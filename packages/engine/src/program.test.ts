import { describe, expect, it } from 'vitest';
import type { Kernels } from './kernels/kernels.generated.ts';
import { callsOf, PlainRunner, Recorder, type Program } from './program.ts';

type Calling = (...args: number[]) => void;

/** A recorder, and a call of a kernel that tells itself apart from others by its argument. */
function recording(): { recorder: Recorder; call: Calling } {
  const recorder = new Recorder();
  const { images_relu } = recorder.kernels as unknown as { images_relu: Calling };
  return { recorder, call: images_relu };
}

/** First arguments of the calls, phase by phase and task by task. */
const told = ({ phases }: Program): (number | undefined)[][][] =>
  phases.map((tasks) => tasks.map((task) => task.map(({ args }) => args[0])));

describe('a phase', () => {
  it('has a task for each function and leaves out those that call nothing', () => {
    const { recorder, call } = recording();
    recorder.phase([
      () => {
        call(1);
        call(2);
      },
      () => {},
      () => call(3),
    ]);
    recorder.phase([() => {}]);
    recorder.phase([() => call(4)]);
    expect(told(recorder.finish())).toEqual([[[1, 2], [3]], [[4]]]);
  });

  it('keeps kernel and arguments of every call', () => {
    const { recorder, call } = recording();
    recorder.phase([() => call(1, 2.5, -3)]);
    const program = recorder.finish();
    expect(program.phases).toEqual([[[{ kernel: 'images_relu', args: [1, 2.5, -3] }]]]);
    expect(callsOf(program, 'images_relu')).toEqual([program.phases[0]![0]![0]]);
    expect(callsOf(program, 'images_add')).toEqual([]);
  });
});

describe('panelwise phases', () => {
  it('that follow each other are joined, each panel in the order of the phases', () => {
    const { recorder, call } = recording();
    recorder.panelwise({ panels: 2, vectors: 1 }, (p) => {
      call(10 + p);
      call(20 + p);
    });
    recorder.panelwise({ panels: 2, vectors: 1 }, (p) => call(30 + p));
    expect(told(recorder.finish())).toEqual([
      [
        [10, 20, 30],
        [11, 21, 31],
      ],
    ]);
  });

  it.each([
    ['a phase', (recorder: Recorder, call: Calling) => recorder.phase([() => call(0)])],
    ['a spread', (recorder: Recorder, call: Calling) => recorder.spread(() => call(0))],
    ['a call that is due at once', (r: Recorder, call: Calling) => r.after(true, () => call(0))],
  ])('are parted by %s', (_, between) => {
    const { recorder, call } = recording();
    recorder.panelwise({ panels: 2, vectors: 1 }, (p) => call(10 + p));
    between(recorder, call);
    recorder.panelwise({ panels: 2, vectors: 1 }, (p) => call(20 + p));
    expect(told(recorder.finish())).toEqual([[[10], [11]], [[0]], [[20], [21]]]);
  });

  it('are not parted by what calls nothing or is put off', () => {
    const { recorder, call } = recording();
    recorder.panelwise({ panels: 2, vectors: 1 }, (p) => call(10 + p));
    recorder.phase([() => {}]);
    recorder.panelwise({ panels: 2, vectors: 1 }, () => {});
    recorder.after(false, () => call(0));
    recorder.panelwise({ panels: 2, vectors: 1 }, (p) => call(20 + p));
    expect(told(recorder.finish())).toEqual([
      [
        [10, 20],
        [11, 21],
      ],
      [[0]],
    ]);
  });

  it('of another number of panels are not joined', () => {
    const { recorder, call } = recording();
    recorder.panelwise({ panels: 2, vectors: 1 }, (p) => call(10 + p));
    recorder.panelwise({ panels: 3, vectors: 1 }, (p) => call(20 + p));
    expect(told(recorder.finish())).toEqual([
      [[10], [11]],
      [[20], [21], [22]],
    ]);
  });

  it('of panels of another width are not joined: the same number holds other examples', () => {
    const { recorder, call } = recording();
    recorder.panelwise({ panels: 2, vectors: 3 }, (p) => call(10 + p));
    recorder.panelwise({ panels: 2, vectors: 4 }, (p) => call(20 + p));
    expect(told(recorder.finish())).toEqual([
      [[10], [11]],
      [[20], [21]],
    ]);
  });

  it('are not joined to a phase with as many tasks that is not panelwise', () => {
    const { recorder, call } = recording();
    recorder.phase([() => call(1), () => call(2)]);
    recorder.panelwise({ panels: 2, vectors: 1 }, (p) => call(10 + p));
    expect(told(recorder.finish())).toEqual([
      [[1], [2]],
      [[10], [11]],
    ]);
  });

  it('are not joined to those of the program before', () => {
    const { recorder, call } = recording();
    recorder.panelwise({ panels: 1, vectors: 1 }, () => call(1));
    const first = recorder.finish();
    recorder.panelwise({ panels: 1, vectors: 1 }, () => call(2));
    expect(told(first)).toEqual([[[1]]]);
    expect(told(recorder.finish())).toEqual([[[2]]]);
  });
});

describe('the other ways to record', () => {
  it('spread makes every call a task', () => {
    const { recorder, call } = recording();
    recorder.spread(() => {
      call(1);
      call(2);
    });
    expect(told(recorder.finish())).toEqual([[[1], [2]]]);
  });

  it('after puts calls off to one last phase, in order, once', () => {
    const { recorder, call } = recording();
    recorder.after(false, () => call(8));
    recorder.phase([() => call(1)]);
    recorder.after(false, () => call(9));
    recorder.phase([() => call(2)]);
    expect(told(recorder.finish())).toEqual([[[1]], [[2]], [[8, 9]]]);
    expect(recorder.finish().phases).toEqual([]);
  });
});

describe('a runner on the calling thread', () => {
  it('makes the calls phase by phase, task by task, with the arguments as they are now', () => {
    const { recorder, call } = recording();
    recorder.phase([() => call(1), () => call(2)]);
    recorder.after(false, () => call(4));
    recorder.phase([() => call(3)]);
    const program = recorder.finish();
    const made: number[][] = [];
    const kernels = { images_relu: (...args: number[]) => made.push(args) } as unknown as Kernels;
    const runner = new PlainRunner(kernels);
    callsOf(program, 'images_relu')[1]!.args[0] = 7;
    runner.run(program);
    runner.close();
    expect(made).toEqual([[1], [7], [3], [4]]);
  });
});
