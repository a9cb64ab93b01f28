import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stepFailed } from '../errors.ts';
import { TFJS_NODE } from '../native-folder.ts';
import { runTool } from './run-tool.ts';
import type { ToolEnd } from './run-tool.ts';
import type { Site } from './step.ts';

/** Headers of Node-API, which are the same for every Node; no download of Node's own is needed to compile. */
const HEADERS = 'node-api-headers@1.9.0';
/** Milliseconds. */
const PATIENCE = 10 * 60_000;
/** Of the install script, which downloads 100 MB and sometimes waits for an answer that never comes. */
const SCRIPT_PATIENCE = 5 * 60_000;

/** Puts the packages of tfjs-node into the folder, without running any script of theirs. */
export async function installPackages(site: Site): Promise<void> {
  const name = `@tensorflow/tfjs-node@${TFJS_NODE}`;
  site.tell(`packages: npm install --ignore-scripts ${name}`);
  const manifest = {
    private: true,
    description: 'made by sweepstake native install',
    allowScripts: { '@tensorflow/tfjs-node': true },
  };
  writeFileSync(join(site.folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const args = ['install', '--ignore-scripts', '--save-exact', name, HEADERS];
  const end = await npm(site, args, PATIENCE);
  if (!end.succeeded)
    throw stepFailed('packages', end.why, 'check that npm can reach a registry, and try again');
}

/** Runs the install script of tfjs-node: it downloads the library and the addon. Tells how that ended. */
export async function runInstallScript(site: Site): Promise<ToolEnd> {
  site.tell('library: the install script of tfjs-node, which downloads it');
  const args = ['rebuild', '--foreground-scripts', '@tensorflow/tfjs-node'];
  return npm(site, args, SCRIPT_PATIENCE);
}

async function npm(site: Site, args: readonly string[], patience: number): Promise<ToolEnd> {
  const { folder, environment, signal } = site;
  const quiet = ['--prefix', folder, '--no-fund', '--no-audit', '--no-update-notifier'];
  // Inside npx and npm scripts: the npm that runs them.
  const running = environment.env['npm_execpath'];
  const own = running !== undefined && basename(running) === 'npm-cli.js' ? [running] : [];
  const end = await runTool({
    command: own.length > 0 ? process.execPath : 'npm',
    args: [...own, ...args, ...quiet, '--loglevel=error'],
    cwd: folder,
    env: environment.env,
    patience,
    signal,
  });
  if (!end.exists)
    throw stepFailed('packages', 'there is no npm', 'install npm, which comes with Node');
  return end;
}
