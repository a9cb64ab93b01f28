import { datasets } from '@sweepstake/datasets';
import type { Definition } from '@sweepstake/datasets';
import { experimentNames, figureByName, presetOf } from '@sweepstake/experiments';
import { countParameters, countWeights, elements, parametersOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { modelByName, modelNames } from '@sweepstake/models';
import { BACKENDS } from '@sweepstake/stages';
import { columns } from '../columns.ts';
import { unknownList } from '../errors.ts';
import { COMMAND, say, sayJson } from '../shell.ts';

const LISTS = {
  experiments: () => Promise.resolve(listExperiments()),
  models: () => Promise.resolve(listModels()),
  datasets: () => Promise.resolve(listDatasets()),
  backends: listBackends,
};

/** What can be listed. */
export const LISTED: readonly string[] = Object.keys(LISTS);

interface Listing {
  readonly json: unknown;
  readonly lines: readonly string[];
}

/** `sweepstake list <what>`. */
export async function list(what: string, { json }: { readonly json?: boolean }): Promise<number> {
  if (!Object.hasOwn(LISTS, what)) throw unknownList(what, LISTED);
  const listing = await LISTS[what as keyof typeof LISTS]();
  if (json === true) sayJson(listing.json);
  else for (const line of listing.lines) say(line);
  return 0;
}

function listExperiments(): Listing {
  const all = experimentNames().map((name) => {
    const { title, about, presetNames } = figureByName(name);
    const presets = presetNames.map((preset) => [preset, presetOf(name, preset).about] as const);
    return { name, title, about, presets };
  });
  return {
    json: all.map((one) => ({ ...one, presets: Object.fromEntries(one.presets) })),
    lines: all.flatMap(({ name, about, presets }) => [
      `${name}: ${about}`,
      ...columns(presets.map(([preset, what]) => [`  ${preset}`, what])),
    ]),
  };
}

function listModels(): Listing {
  const all = modelNames.map((name) => {
    const network = modelByName(name);
    const counts = { weights: countWeights(network), parameters: countParameters(network) };
    return { name, ...counts, norms: countNorms(network) };
  });
  const sized = [
    { name: 'mlp-<inputs>-<hidden>-...-<classes>', example: 'mlp-784-300-100-10', about: DENSE },
    { name: 'lenet-<hidden>-...', example: 'lenet-50-17', about: DENSE },
    { name: 'resnet-cifar-<depth>', example: 'resnet-cifar-56', about: 'residual, by depth' },
    { name: '<conv, resnet or vgg>/w<factor>', example: 'conv-4/w0.25', about: 'other widths' },
    { name: '<conv>/dropout<rate>', example: 'conv-6/dropout0.5', about: 'dropout when training' },
    { name: '<path>.json', example: './my-net.json', about: 'a network of your own' },
  ];
  return {
    json: [...all, ...sized],
    lines: columns([
      ...all.map(({ name, weights, parameters, norms }) => [
        name,
        `${weights} weights, ${parameters - weights - norms} biases` +
          (norms === 0 ? '' : `, ${norms} scales and shifts of norms`),
      ]),
      ...sized.map(({ name, example, about }) => [name, `${about}, as in ${example}`]),
    ]),
  };
}

const DENSE = 'fully connected, by sizes';

/** Scales and shifts of normalisations. */
const countNorms = (network: Network): number =>
  parametersOf(network)
    .filter(({ role }) => role === 'norm')
    .reduce((sum, { shape }) => sum + elements(shape), 0);

function listDatasets(): Listing {
  const all: readonly Definition[] = Object.values(datasets);
  return {
    json: all.map(({ name, title, kind, shape, classes, counts, scalings }) => ({
      name,
      title,
      embedded: kind === 'drawn',
      shape,
      classes,
      ...counts,
      scalings: Object.keys(scalings),
    })),
    lines: columns([
      ...all.map(({ name, title, shape, classes, counts, kind }) => [
        name,
        title,
        `${shape.join('x')}, ${classes} classes, ${counts.train} + ${counts.test} examples` +
          (kind === 'drawn' ? ', needs no files' : ''),
      ]),
      [
        '<folder>',
        'a data set of your own',
        `with a dataset.json, as in ./digits: ${COMMAND} data check`,
      ],
    ]),
  };
}

async function listBackends(): Promise<Listing> {
  const all = await Promise.all(
    Object.entries(BACKENDS).map(async ([name, open]) => {
      try {
        return { name, numerics: (await open()).numerics, problem: null };
      } catch (error) {
        return { name, numerics: null, problem: (error as Error).message };
      }
    }),
  );
  return {
    json: all,
    lines: columns(
      all.map(({ name, numerics, problem }) => [name, problem ?? `numerics ${numerics}`]),
    ),
  };
}
