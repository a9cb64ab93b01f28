import { cycle, duplicateStage, unknownDependency } from './errors.ts';
import { Heap } from './heap.ts';
import type { Stage } from './stage.ts';

type Node = {
  readonly id: string;
  readonly index: number;
  readonly priority: number;
  /** Dependencies that have not finished yet. */
  waits: number;
  readonly dependents: Node[];
  state: 'waiting' | 'ready' | 'taken' | 'done' | 'failed' | 'blocked';
};

/**
 * Which stage may start next: those whose dependencies have finished, larger priority first, ties
 * in the order given. Knows nothing of workers; the same calls give the same answers.
 */
export class Scheduler {
  readonly #nodes = new Map<string, Node>();
  /** Also holds nodes that were finished without being taken; `take` passes over them. */
  readonly #ready = new Heap<Node>(startsBefore);

  /** Throws for an id given twice, an unknown dependency, or a circle of dependencies. */
  constructor(stages: readonly Pick<Stage, 'id' | 'dependsOn' | 'priority'>[]) {
    stages.forEach(({ id, priority = 0 }, index) => {
      if (this.#nodes.has(id)) throw duplicateStage(id);
      this.#nodes.set(id, { id, index, priority, waits: 0, dependents: [], state: 'waiting' });
    });
    for (const { id, dependsOn } of stages) {
      const node = this.#nodes.get(id)!;
      for (const dependency of new Set(dependsOn)) {
        const before = this.#nodes.get(dependency);
        if (before === undefined) throw unknownDependency(id, dependency);
        before.dependents.push(node);
        node.waits++;
      }
    }
    checkCircles(stages);
    for (const node of this.#nodes.values()) if (node.waits === 0) this.#makeReady(node);
  }

  /** Takes the next stage; undefined where none is ready now. */
  take(): string | undefined {
    let node = this.#ready.take();
    while (node !== undefined && node.state !== 'ready') node = this.#ready.take();
    if (node !== undefined) node.state = 'taken';
    return node?.id;
  }

  /** Puts a taken stage back, to be taken again. */
  putBack(id: string): void {
    this.#makeReady(this.#nodes.get(id)!);
  }

  /** The stage is done, whether it was taken or not; stages that waited for it may become ready. */
  finish(id: string): void {
    const node = this.#nodes.get(id)!;
    if (node.state === 'done') return;
    node.state = 'done';
    for (const next of node.dependents) {
      next.waits--;
      if (next.waits === 0 && next.state === 'waiting') this.#makeReady(next);
    }
  }

  /** The stage failed: returns the stages that now can never run, in the order given. */
  fail(id: string): string[] {
    const node = this.#nodes.get(id)!;
    node.state = 'failed';
    const blocked: Node[] = [];
    const reached = [node];
    for (let from; (from = reached.pop()) !== undefined;) {
      for (const next of from.dependents) {
        if (next.state !== 'waiting') continue;
        next.state = 'blocked';
        blocked.push(next);
        reached.push(next);
      }
    }
    return blocked.sort((a, b) => a.index - b.index).map((next) => next.id);
  }

  #makeReady(node: Node): void {
    node.state = 'ready';
    this.#ready.add(node);
  }
}

const startsBefore = (a: Node, b: Node): boolean =>
  a.priority === b.priority ? a.index < b.index : a.priority > b.priority;

/** Throws with one circle spelled out, where there is any. Every dependency must be known. */
function checkCircles(stages: readonly Pick<Stage, 'id' | 'dependsOn'>[]): void {
  const dependencies = new Map(stages.map(({ id, dependsOn }) => [id, dependsOn]));
  const visited = new Set<string>();
  for (const { id: start } of stages) {
    // Depth first with a list of its own: a chain of thousands would exhaust the call stack.
    const path = visited.has(start) ? [] : [{ id: start, next: 0 }];
    const onPath = new Set(path.map(({ id }) => id));
    while (path.length > 0) {
      const top = path.at(-1)!;
      const next = dependencies.get(top.id)![top.next++];
      if (next === undefined) {
        visited.add(top.id);
        onPath.delete(top.id);
        path.pop();
      } else if (onPath.has(next)) {
        const ids = path.map(({ id }) => id);
        throw cycle([...ids.slice(ids.indexOf(next)), next]);
      } else if (!visited.has(next)) {
        path.push({ id: next, next: 0 });
        onPath.add(next);
      }
    }
  }
}
