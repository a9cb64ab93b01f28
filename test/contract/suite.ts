import type { Network } from '@sweepstake/graph';
import type { Backend, Session, SessionOptions } from '@sweepstake/training';
import { expect, it } from 'vitest';
import type { Comparison } from './compare.ts';

/** What a part of the suite is given. */
export interface Suite {
  readonly backend: Backend;
  readonly differences: Comparison;
  /** Opens a session, runs `body` and closes it. */
  use<T>(
    network: Network,
    options: SessionOptions,
    body: (session: Session) => T | Promise<T>,
  ): Promise<T>;
  /**
   * A test of things that a backend may not have built yet. Where one of them is listed as refused, the same body
   * has to fail with an error whose code ends in `_NOT_BUILT` and whose message names one that is.
   */
  feature(names: string | readonly string[], title: string, body: () => Promise<void>): void;
}

export function makeSuite(
  backend: Backend,
  refuses: readonly string[],
  differences: Comparison,
): Suite {
  return {
    backend,
    differences,
    async use(network, options, body) {
      const session = await backend.open(network, options);
      try {
        return await body(session);
      } finally {
        session.close();
      }
    },
    feature(names, title, body) {
      const refused = [names].flat().filter((name) => refuses.includes(name));
      if (refused.length === 0) return it(title, body);
      return it(`refuses ${refused.join(' and ')} by name: ${title}`, async () => {
        const error = await body().then(
          () => null,
          (reason: unknown) => reason as Error & { code?: string },
        );
        expect(error?.code).toMatch(/^SWEEPSTAKE_[A-Z]+_NOT_BUILT$/);
        expect(error?.message).toMatch(new RegExp(refused.join('|')));
      });
    },
  };
}
