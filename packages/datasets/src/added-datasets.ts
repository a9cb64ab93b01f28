import type { FolderDefinition } from './registry.ts';

// Of the process or thread: stages name data sets and have to find them. Names tell the contents, so that nothing here
// is ever replaced by something else; the folders are where copies of them were seen.
const added = new Map<string, FolderDefinition>();

/**
 * Makes a data set of one's own known to `getDataset` and `load`. Where it is known, the folders are added to those
 * that are known, behind them.
 */
export function addDataset(definition: FolderDefinition): void {
  const known = added.get(definition.name);
  if (known === undefined) added.set(definition.name, definition);
  else {
    const folders = [...new Set([...known.folders, ...definition.folders])];
    added.set(definition.name, { ...known, folders });
  }
}

/** Everything that was added in this process or thread, in the order of adding. */
export const addedDatasets = (): readonly FolderDefinition[] => [...added.values()];

/** The data set of this full name, or undefined. */
export const addedDataset = (name: string): FolderDefinition | undefined => added.get(name);
