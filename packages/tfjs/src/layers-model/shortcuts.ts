/** A layer, as far as residual connections are concerned. */
export interface Step {
  readonly id: string;
  /** `point` is a convolution with a 1 x 1 window. */
  readonly kind: 'point' | 'norm' | 'add' | 'other';
  readonly inputs: readonly string[];
}

/**
 * Ids of the convolutions on residual connections, which the paper counts and does not prune (section 4): 1 x 1
 * convolutions that lead into a sum, directly or through a normalisation, and read a value from which the sum's other
 * operand comes by a way of its own.
 */
export function shortcutsOf(steps: readonly Step[]): Set<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));

  /** Whether `target` is `from` or before it, on a way that does not pass `avoided`. */
  const comesFrom = (from: string, target: string, avoided: string): boolean => {
    const seen = new Set<string>([avoided]);
    const open = [from];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === target) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(byId.get(id)?.inputs ?? []));
    }
    return false;
  };

  const pointBehind = (id: string): Step | null => {
    const step = byId.get(id);
    const behind = step?.kind === 'norm' ? byId.get(step.inputs[0]!) : step;
    return behind?.kind === 'point' ? behind : null;
  };

  const shortcuts = new Set<string>();
  for (const { kind, inputs } of steps) {
    if (kind !== 'add' || inputs.length !== 2) continue;
    for (const [side, other] of [
      [inputs[1]!, inputs[0]!],
      [inputs[0]!, inputs[1]!],
    ] as const) {
      const point = pointBehind(side);
      if (point === null) continue;
      const source = point.inputs[0]!;
      // A sum with the value itself is the residual connection; then the convolution is the main way.
      if (other === source || !comesFrom(other, source, point.id)) continue;
      shortcuts.add(point.id);
      break;
    }
  }
  return shortcuts;
}
