import { installNative, nativeFolder, probeNative, removeNative } from '@sweepstake/tfjs/node';
import type { InstallReport, NativeProbe } from '@sweepstake/tfjs/node';
import { badFlag } from '../errors.ts';
import { COMMAND, remark, say, sayJson } from '../shell.ts';

/** Flags of `sweepstake native install`. */
export interface NativeInstallFlags {
  readonly wheel?: string;
  readonly from?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `sweepstake native install`: tfjs-node in a folder of its own; steps are printed beside the result. */
export async function nativeInstall(
  { wheel, from, force, json }: NativeInstallFlags,
  signal: AbortSignal,
): Promise<number> {
  if (from !== undefined && from !== 'npm' && from !== 'wheel')
    throw badFlag('--from', from, 'npm or wheel');
  if (wheel !== undefined && from === 'npm')
    throw badFlag('--from', from, 'wheel, or leave it out, with --wheel');
  const environment = { env: process.env };
  const start = performance.now();
  if (json !== true) say(`folder: ${nativeFolder(environment)}`);
  const tell = (line: string): void => (json === true ? remark(line) : say(line));
  const date = new Date();
  const report = await installNative({ environment, from, wheel, force, tell, signal, date });
  if (json === true) sayJson(report);
  else say(installed(report, (performance.now() - start) / 1000));
  return 0;
}

function installed({ manifest, already }: InstallReport, seconds: number): string {
  const what = `tfjs-node ${manifest.version} (TensorFlow ${manifest.tensorflow}, ${originOf(manifest)})`;
  return already
    ? `${what} was there already, and works; --force installs it anew`
    : `${what} is installed and works, in ${seconds.toFixed(0)} s`;
}

/** `sweepstake native status`: 1 where it cannot be used. */
export async function nativeStatus({ json }: { readonly json?: boolean }): Promise<number> {
  const probe = await probeNative({ env: process.env });
  if (json === true) sayJson(probe);
  else {
    say(nativeLine(probe));
    if (probe.found !== null) say(`in ${probe.found.path}`);
    if (probe.remedy !== null) say(`type: ${typing(probe.remedy)}`);
  }
  return probe.state === 'ready' ? 0 : 1;
}

/** `sweepstake native remove`: the folder of the installation, and what interrupted ones left beside it. */
export function nativeRemove({ json }: { readonly json?: boolean }): number {
  const result = removeNative({ env: process.env });
  if (json === true) sayJson(result);
  else say(result.removed ? `removed ${result.folder}` : `${result.folder} does not exist`);
  return 0;
}

/** What there is of tfjs-node, in one line. */
export function nativeLine({ state, found, tensorflow, reason }: NativeProbe): string {
  if (state !== 'ready' || found === null) return reason ?? state;
  const from = found.origin === 'peer' ? 'installed beside the package' : originOf(found.manifest);
  const passedOver = reason === null ? '' : `; ${reason}`;
  return `tfjs-node ${found.version} works (TensorFlow ${tensorflow}, ${from})${passedOver}`;
}

/** A command of this program as it is typed here. */
export const typing = (command: string): string => command.replace(/^sweepstake\b/, COMMAND);

const originOf = (manifest: InstallReport['manifest'] | null): string =>
  manifest?.source === 'wheel' ? `from ${manifest.wheel?.file ?? 'a wheel'}` : 'by npm';
