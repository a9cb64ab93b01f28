import { expand } from '@sweepstake/experiments';
import type { Fact, ReportRun } from '@sweepstake/report';
import { openStore, readJournals } from '@sweepstake/store';
import type { JournalFile, Store } from '@sweepstake/store';
import type { FoundRun } from '../choose-run.ts';
import { flagsOf } from '../describe-run.ts';
import { counted, duration } from '../duration.ts';
import { readMachines } from './run-machines.ts';
import type { RunMachine } from './run-machines.ts';

/** Where a run is, what made it, how far it is, and who carried it out when, by the journals. */
export function runBehind({ folder, config, numerics }: FoundRun): ReportRun {
  const store = openStore(folder, { create: false });
  const plan = expand(config, numerics);
  const ids = new Set(plan.stages.map(({ id }) => id));
  const finished = plan.stages.filter(({ id }) => store.has(id)).length;
  return {
    folder,
    command: `sweepstake run ${config.experiment} ${flagsOf(config)} --runs ${folder}`,
    facts: [
      { label: 'Finished', value: `${finished} of ${counted(ids.size, 'stage')}` },
      { label: 'Numerics', value: store.numerics ?? numerics },
      ...carriedOut(store, ids),
    ],
  };
}

/** Times are those of the machines' clocks, in UTC. */
function carriedOut(store: Store, ids: ReadonlySet<string>): Fact[] {
  const journals = readJournals(store).map((journal) => ({
    ...journal,
    events: journal.events.filter(({ id }) => ids.has(id)),
  }));
  const working = journals.filter(({ events }) => events.length > 0);
  const events = working.flatMap((journal) => journal.events);
  if (events.length === 0) return [];
  const times = events.map(({ at }) => at);
  const first = times.reduce((low, at) => Math.min(low, at), Infinity);
  const last = times.reduce((high, at) => Math.max(high, at), 0);
  const seconds = events
    .filter(({ kind }) => kind === 'finished')
    .reduce((sum, event) => sum + (event.seconds ?? 0), 0);
  return [
    { label: 'Started', value: timeText(first) },
    { label: 'Last event', value: timeText(last) },
    { label: 'Stages took', value: duration(seconds) },
    { label: 'Machines', value: hostsOf(working) },
    ...readMachines(store.root).map(machineFact),
  ];
}

const machineFact = ({ host, facts }: RunMachine): Fact => ({
  label: host,
  value: facts.map(({ value }) => value).join('; '),
});

const timeText = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** A journal is named `<host>-<pid>-<start>`; a host may hold hyphens. */
function hostsOf(journals: readonly JournalFile[]): string {
  const hosts = Map.groupBy(journals, ({ name }) => name.split('-').slice(0, -2).join('-'));
  return [...hosts]
    .map(
      ([host, all]) => `${host} (${all.length === 1 ? 'one process' : `${all.length} processes`})`,
    )
    .sort()
    .join(', ');
}
