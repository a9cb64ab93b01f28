import { getDataset } from '@sweepstake/datasets';
import { BASE_TITLES, figureByName, presetOf } from '@sweepstake/experiments';
import type { Arm, Plan, Preset } from '@sweepstake/experiments';

type PresetArm = Preset['arms'][number];
import { grouped } from '../grouped.ts';

/** What a sentence says of an arm beside its counterpart in the preset `paper`; null where there is nothing to say. */
type Narrowing = (arm: Arm, paper: PresetArm) => string | null;

const NARROWINGS: readonly { readonly start: string; readonly say: Narrowing }[] = [
  { start: 'Convolutions at ', say: ({ config }) => widthOf(config.network) },
  {
    start: 'Hidden layers of ',
    say: ({ config }, paper) => {
      const [, units] = /^lenet-(\d+(?:-\d+)*)$/.exec(config.network) ?? [];
      if (units === undefined || config.network === paper.config.network) return null;
      return `${units.replaceAll('-', ' and ')} units`;
    },
  },
  {
    start: 'Trained for ',
    say: ({ config }, paper) =>
      config.iterations === paper.config.iterations
        ? null
        : `${grouped(config.iterations)} of ${grouped(paper.config.iterations)} iterations`,
  },
  {
    start: 'Trained on ',
    say: ({ config }, paper) => {
      const [own, all] = [config, paper.config].map(
        ({ dataset, validation }) => getDataset(dataset).counts.train - validation,
      );
      return own === all ? null : `${grouped(own!)} of ${grouped(all!)} images`;
    },
  },
  {
    start: 'Evaluated on the first ',
    say: ({ config: { evaluation } }) =>
      evaluation.examples === 0 ? null : `${grouped(evaluation.examples)} images of each set`,
  },
];

/** Ends of legends that are lengths of warm-up. */
const WARM_UP = /warm-up|^k = /;

/** What a caption says of a plan: what of it is ours, and what the preset narrows; undefined for nothing. */
export function captionNote({ config, arms }: Pick<Plan, 'config' | 'arms'>): string | undefined {
  const { ours, presetNames } = figureByName(config.experiment);
  const paper = presetNames.includes('paper') ? presetOf(config.experiment, 'paper').arms : [];
  const pairs = arms.flatMap((arm) => {
    const counterpart = counterpartOf(arm, paper);
    return counterpart === undefined ? [] : [{ arm, counterpart }];
  });
  const sentences = NARROWINGS.flatMap(({ start, say }) => {
    const said = pairs.map(({ arm, counterpart }) => [arm, say(arm, counterpart)] as const);
    const groups = Map.groupBy(said, ([, text]) => text);
    const parts = [...groups].flatMap(([text, own]) => (text === null ? [] : [{ text, own }]));
    if (parts.length === 0) return [];
    // A figure of sizes has more of them than a caption can hold; its subject names the networks.
    if (parts.length > 6) return [];
    // Arms of one network that differ are told apart by what legends call them.
    const titles = [...groups.values()].flatMap((own) => [...new Set(own.map(titleOf))]);
    const isOne = (title: string): boolean => titles.indexOf(title) === titles.lastIndexOf(title);
    const names = (own: typeof said): string =>
      [...new Set(own.map((one) => (isOne(titleOf(one)) ? titleOf(one) : one[0].label)))].join(
        ', ',
      );
    const listed = parts.map(({ text, own }) =>
      groups.size === 1 ? text : `${text} (${names(own)})`,
    );
    return [`${start}${listed.join('; ')}.`];
  });
  const isShorter = pairs.some(
    ({ arm, counterpart }) => arm.config.iterations < counterpart.config.iterations,
  );
  const warmedUp = arms.some(
    ({ label, config: own }) => WARM_UP.test(label) && own.schedule.warmup > 0,
  );
  // Its only iteration has the whole rate.
  const none = arms
    .filter(({ config: own }) => own.schedule.warmup === 1)
    .map(({ label }) => label);
  const warmUp =
    isShorter && warmedUp
      ? [
          'Lengths of warm-up in the legend are those of the paper, and shortened like the trainings' +
            (none.length === 0
              ? '.'
              : `; that of ${none.join(', ')} to one iteration, which is none.`),
        ]
      : [];
  const all = [...(ours === undefined ? [] : [ours]), ...sentences, ...warmUp];
  return all.length === 0 ? undefined : all.join(' ');
}

const titleOf = ([arm]: readonly [Arm, string | null]): string => BASE_TITLES[arm.network];

function widthOf(network: string): string | null {
  const factor = /\/w([\d.]+)/.exec(network)?.[1];
  return factor === undefined ? null : `${factor} of their width`;
}

/** The arm of the preset `paper` that an arm stands for. */
function counterpartOf(arm: Arm, paper: readonly PresetArm[]): PresetArm | undefined {
  const alike = paper.filter(({ network }) => network === arm.network);
  return alike.find(({ label }) => label === arm.label) ?? alike[0];
}
