import type { ChunkingContext } from 'rolldown';

/** Packages that only drawing and TensorFlow.js need; whoever imports them is loaded only when called. */
const HEAVY =
  /[\\/](?:figures|tfjs-kernels)[\\/](?:src|dist)[\\/]|[\\/](?:@tensorflow|@resvg|vega[\w-]*)[\\/]/;

/**
 * The script that a module goes to: `program` for everything that a run needs, so that a start reads few files; null,
 * the bundler's choice, for entries and for what only drawing and TensorFlow.js need.
 */
export function chunkNames(
  own: (id: string) => boolean,
): (id: string, context: ChunkingContext) => string | null {
  const heavy = new Map<string, boolean>();
  const shared = new Map<string, boolean>();

  const isHeavy = (id: string, context: ChunkingContext): boolean =>
    remembered(
      heavy,
      id,
      () =>
        HEAVY.test(id) ||
        (context.getModuleInfo(id)?.importedIds ?? []).some((other) => isHeavy(other, context)),
    );
  const isShared = (id: string, context: ChunkingContext): boolean =>
    remembered(shared, id, () => {
      if (isHeavy(id, context)) return false;
      if (own(id)) return true;
      const { importers = [], dynamicImporters = [] } = context.getModuleInfo(id) ?? {};
      return [...importers, ...dynamicImporters].some((other) => isShared(other, context));
    });
  return (id, context) =>
    context.getModuleInfo(id)?.isEntry !== true && isShared(id, context) ? 'program' : null;
}

/** Modules may import each other in circles: meanwhile the answer is no. */
function remembered(known: Map<string, boolean>, id: string, find: () => boolean): boolean {
  const before = known.get(id);
  if (before !== undefined) return before;
  known.set(id, false);
  const found = find();
  known.set(id, found);
  return found;
}
