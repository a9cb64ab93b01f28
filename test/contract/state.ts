import type { Batch, Session } from '@sweepstake/training';
import { describe, expect } from 'vitest';
import { expectSameBits } from './compare.ts';
import { cases, settingsOf } from './image-setting.ts';
import { OPTIMIZERS, optimizerName } from './setting.ts';
import type { Suite } from './suite.ts';

const RATE = 0.01;

const steps = (session: Session, batches: readonly Batch[]): number[] =>
  batches.map((batch) => session.step(batch, RATE));

function expectSameState(actual: Session, expected: Session): void {
  const [a, b] = [actual.exportState(), expected.exportState()];
  expectSameBits(a.weights, b.weights, 'weights');
  expectSameBits(a.slots, b.slots, 'slots');
  expectSameBits(a.statistics, b.statistics, 'statistics');
  expect(a.updates).toBe(b.updates);
}

/** What an exported state promises: it is everything that decides how a training goes on. */
export function describeState({ use, feature }: Suite): void {
  for (const [optimizer, [kind, setting]] of cases(5)) {
    describe(`state of ${kind} under ${optimizerName(optimizer)}`, () => {
      const { features, network, weights, masks, batches, dropoutStream } = setting;
      const options = { weights, masks, optimizer, batch: 12, dropoutStream };
      const [first, second] = [batches.slice(0, 4), batches.slice(4)];

      feature(features, 'is the same bits for the same inputs', () =>
        use(network, options, (one) =>
          use(network, options, (two) => {
            expect(steps(one, batches)).toEqual(steps(two, batches));
            expectSameState(one, two);
          }),
        ),
      );

      feature(features, 'continues bit for bit in another session', () =>
        use(network, options, (one) => {
          steps(one, first);
          const state = one.exportState();
          const losses = steps(one, second);
          return use(network, options, (two) => {
            two.importState(state);
            expect(steps(two, second)).toEqual(losses);
            expectSameState(two, one);
          });
        }),
      );

      feature(features, 'rewinds bit for bit in the same session', () =>
        use(network, options, (session) => {
          steps(session, first);
          const state = session.exportState();
          const losses = steps(session, second);
          const end = session.exportState();
          session.importState(state);
          expectSameBits(session.exportState().weights, state.weights, 'rewound weights');
          expectSameBits(session.exportState().slots, state.slots, 'rewound slots');
          expectSameBits(session.exportState().statistics, state.statistics, 'rewound statistics');
          expect(steps(session, second)).toEqual(losses);
          expectSameBits(session.exportState().weights, end.weights, 'weights');
          expectSameBits(session.exportState().statistics, end.statistics, 'statistics');
        }),
      );
    });
  }

  describe.each(settingsOf(6))('state of %s', (_, setting) => {
    const { features, network, weights, masks, batches, dropoutStream } = setting;
    const options = { weights, masks, optimizer: OPTIMIZERS[2]!, batch: 12, dropoutStream };

    feature(features, 'that was exported does not change with the session', () =>
      use(network, options, (session) => {
        const state = session.exportState();
        const copy = new Map([...state.weights].map(([name, tensor]) => [name, tensor.slice()]));
        steps(session, batches);
        expectSameBits(state.weights, copy, 'exported weights');
      }),
    );

    feature(features, 'of a dense session enters a masked one with its removed entries 0', () =>
      use(network, options, (session) => {
        const state = { ...session.exportState(), weights };
        session.importState(state);
        for (const [name, tensor] of session.exportState().weights) {
          const mask = masks.get(name);
          const expected = weights.get(name)!.map((w, i) => (mask?.[i] === 0 ? 0 : w));
          expect(tensor).toEqual(expected);
        }
      }),
    );

    feature(features, 'of weights alone starts a training over', () =>
      use(network, options, (session) => {
        const losses = steps(session, batches);
        const end = session.exportState();
        const [slots, statistics, streams] = [new Map(), new Map(), new Map()];
        session.importState({ weights, slots, statistics, updates: 0, streams });
        expect(steps(session, batches)).toEqual(losses);
        expectSameBits(session.exportState().weights, end.weights, 'weights');
        expectSameBits(session.exportState().slots, end.slots, 'slots');
        expectSameBits(session.exportState().statistics, end.statistics, 'statistics');
      }),
    );

    feature(features, 'is not changed by predict, evaluate or gradients', () =>
      use(network, options, (session) => {
        steps(session, batches);
        const before = session.exportState();
        session.predict(batches[0]!);
        session.evaluate(batches[1]!);
        session.gradients(batches[2]!, 'all');
        expectSameBits(session.exportState().weights, before.weights, 'weights');
        expectSameBits(session.exportState().slots, before.slots, 'slots');
        expectSameBits(session.exportState().statistics, before.statistics, 'statistics');
      }),
    );
  });
}
