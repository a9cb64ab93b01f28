import { initialise, initialStd as stdOf, parametersOf, withInitialStd } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { addNoise, resample } from '@sweepstake/lottery';
import type { Masks } from '@sweepstake/lottery';
import { names, Stream } from '@sweepstake/random';
import type { Store } from '@sweepstake/store';
import { initialNeedsStore, otherBeginning, otherNetwork } from './errors.ts';
import { initialStream, parseInitial } from './initial-text.ts';
import type { DrawnInitial } from './initial-text.ts';
import { readTicket } from './ticket.ts';

/**
 * Every parameter at iteration 0, from the text of a ticket or of `initialStream`; parameter p draws from the stream
 * `<stream>:p` of its own. The store is asked for masks where weights are resampled under some. Throws
 * `SWEEPSTAKE_STAGES_INITIAL_TEXT` for another text.
 */
export function initialWeights(
  network: Network,
  text: string,
  store: Store | null = null,
): Map<string, Float32Array> {
  const { initial, initialStd } = parseInitial(text);
  return drawInitial(network, initial, initialStd, store);
}

/** The same of a stage's own words. `initialStd` 0 leaves each parameter its initialiser. */
export function drawInitial(
  network: Network,
  initial: DrawnInitial,
  initialStd: number,
  store: Store | null,
): Map<string, Float32Array> {
  const drawn = initialStd === 0 ? network : withInitialStd(network, initialStd);
  if (initial.kind === 'init') return draw(drawn, names.init(initial));
  if (initial.kind === 'reinit') return draw(drawn, names.reinit(initial));
  const theta0 = draw(drawn, names.init(initial));
  if (initial.kind === 'resample') {
    const masks = masksOfOwn(network, initial, initialStd, store);
    const stream = names.resample(initial);
    return resample(theta0, masks, (name) => new Stream(names.part(stream, name)));
  }
  const deviations = parametersOf(drawn).map(
    ({ name, initialiser }) => [name, initial.deviation * stdOf(initialiser)] as const,
  );
  return addNoise(theta0, new Map(deviations), normalsOf(names.noise(initial)));
}

const normalsOf = (stream: string) => (parameter: string) => {
  const normals = new Stream(names.part(stream, parameter));
  return () => normals.normal();
};

const draw = (network: Network, stream: string): Map<string, Float32Array> =>
  initialise(network, normalsOf(stream));

/** The masks of a pruning, which must be of this network and put back to this theta_0. */
function masksOfOwn(
  network: Network,
  { of, seed, trial }: Extract<DrawnInitial, { kind: 'resample' }>,
  initialStd: number,
  store: Store | null,
): Masks {
  if (store === null) throw initialNeedsStore(of);
  const ticket = readTicket(store, of);
  if (ticket.network !== network.name)
    throw otherNetwork(`mask ${of}`, ticket.network, network.name);
  const theta0 = initialStream({ kind: 'init', seed, trial }, initialStd);
  if (ticket.initial !== theta0) throw otherBeginning(`mask ${of}`, ticket.initial, theta0);
  return ticket.masks;
}
