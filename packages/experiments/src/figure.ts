import type { PresetArm } from './arms.ts';
import type { RunConfig } from './config.ts';
import type { Experiment, PresetName } from './experiment.ts';
import type { Plot } from './plots.ts';

/** A preset with its arms worked out. */
export interface Preset {
  readonly name: PresetName;
  /** How long it takes and what it leaves out, for people. */
  readonly about: string;
  /** The first arm's: what `--set` changes, and what a run is known by. */
  readonly config: RunConfig;
  /** What is trained; none where there is nothing to train. */
  readonly arms: readonly PresetArm[];
  readonly plots: readonly Plot[];
}

/** An experiment, and its presets by name, worked out when they are asked for. */
export interface Figure extends Pick<Experiment, 'name' | 'title' | 'about' | 'source' | 'ours'> {
  readonly presetNames: readonly PresetName[];
}
