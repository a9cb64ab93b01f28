import { ALL } from '../all-figures.ts';
import type { CrewFlags } from '../crew.ts';
import { dataLoader } from '../data-loader.ts';
import { writeFigures, FIGURES } from '../draw/write-figures.ts';
import type { WrittenFigures } from '../draw/write-figures.ts';
import { forEveryFigure } from '../every-figure.ts';
import { EXIT } from '../exit-status.ts';
import { experimentNamed } from '../experiment-named.ts';
import { gather } from '../gather.ts';
import type { ChooseFlags, Gathered } from '../gather.ts';
import { resolveConfig } from '../resolve-config.ts';
import { drawableOf, readDensities } from '../results.ts';
import { runExperiment } from '../run-experiment.ts';
import type { RunSession } from '../run-experiment.ts';
import { COMMAND, remark, say } from '../shell.ts';
import { sourceLines } from './aggregate.ts';

/** Flags of `sweepstake figure`. */
export interface FigureFlags extends ChooseFlags, CrewFlags {
  readonly figures?: string;
  /** True with `--run`, false with `--no-run`: whether what is missing is trained. */
  readonly run?: boolean;
}

/** What was drawn, and how what had to be trained for it ended. */
interface Drawing extends WrittenFigures {
  readonly gathered: Gathered;
  readonly status: number;
}

/** `sweepstake figure`: draws what is finished; of a preset that is named, trains what is missing first. */
export async function figure(
  argument: string,
  flags: FigureFlags,
  signal: AbortSignal,
): Promise<number> {
  const session = { signal, tell: say, data: dataLoader(say) };
  if (argument !== ALL) {
    const experiment = experimentNamed(argument, flags.runs);
    const drawing = await drawOne(experiment, flags, session);
    if (drawing === null) return EXIT.requeue;
    for (const line of sourceLines(drawing.gathered)) say(line);
    for (const file of drawing.files) say(file);
    tellMissing(experiment, drawing);
    return drawing.status;
  }
  return forEveryFigure(flags, async (name, preset) => {
    const drawing = await drawOne(name, { ...flags, preset }, session, flags.preset !== undefined);
    if (drawing === null) return EXIT.requeue;
    say(`${name}, preset ${preset}: ${sourceLines(drawing.gathered).join('; ')}`);
    for (const file of drawing.files.filter((one) => one.endsWith('.svg'))) say(`  ${file}`);
    tellMissing(name, drawing);
    return drawing.status;
  });
}

/** Null where training was stopped. */
async function drawOne(
  experiment: string,
  flags: FigureFlags,
  session: RunSession,
  isNamed = flags.preset !== undefined,
): Promise<Drawing | null> {
  // What the paper trained takes weeks, which nobody starts by drawing.
  const mayTrain = flags.run ?? (isNamed && flags.preset !== 'paper');
  const found = gatherOrNull(experiment, flags, mayTrain);
  let status: number = EXIT.done;
  let gathered = found;
  if (mayTrain && (found === null || isToBeTrained(found, experiment, flags))) {
    session.tell(`${experiment} is not finished, and trained first (--no-run draws what there is)`);
    const ended = await runExperiment(experiment, flags, session);
    if (ended.status === EXIT.requeue) return null;
    status = ended.status;
    gathered = gather(experiment, flags);
  }
  const { results, store, published } = gathered!;
  const { distributions, replaced } = readDensities(results.plan, store, published);
  if (replaced.length > 0)
    remark(`${replaced.length} published densities differ from those on disk, which are taken`);
  const written = await writeFigures(drawableOf(results, distributions), flags.figures ?? FIGURES);
  return { ...written, gathered: gathered!, status };
}

/** Null where nothing was run and that is no error. */
function gatherOrNull(experiment: string, flags: FigureFlags, mayTrain: boolean): Gathered | null {
  try {
    return gather(experiment, flags);
  } catch (error) {
    if (mayTrain && (error as { code?: string }).code === 'SWEEPSTAKE_CLI_NOTHING_RUN') return null;
    throw error;
  }
}

/**
 * Whether something of a run is missing: of that which the flags mean, not of one that only fits them. Published
 * results alone are taken as they are unless `--run` asks for the rest.
 */
function isToBeTrained(
  { results: { finished, planned, plan }, folder }: Gathered,
  experiment: string,
  flags: FigureFlags,
): boolean {
  if (finished >= planned) return false;
  if (folder === null && flags.run !== true) return false;
  return JSON.stringify(plan.config) === JSON.stringify(resolveConfig(experiment, flags));
}

function tellMissing(experiment: string, { missing, gathered }: Drawing): void {
  for (const title of missing) remark(`left out, nothing finished yet: panel '${title}'`);
  const { results, folder } = gathered;
  const left = results.planned - results.finished;
  if (left > 0 && folder === null)
    remark(
      `${left} trainings are neither published nor on disk; ${COMMAND} figure ${experiment} ` +
        `--preset ${results.plan.config.preset} --run trains them`,
    );
}
