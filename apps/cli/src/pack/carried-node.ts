import { realpathSync } from 'node:fs';
import { sharedNode } from '../errors.ts';

/**
 * The Node binary that runs this, to be carried to another machine. Throws where it is only a part of one: built
 * against libraries of this machine, as some distributions do.
 */
export function carriedNode(): string {
  const node = realpathSync(process.execPath);
  const variables = process.config.variables as unknown as Readonly<Record<string, unknown>>;
  const shared = Object.keys(variables).filter(
    (name) => /^node_shared(?:_|$)/.test(name) && variables[name] === true,
  );
  if (shared.length > 0) throw sharedNode(node, shared);
  return node;
}
