/** Whether a module is ours: in the repository, or installed as `sweepstake` or `@sweepstake/...`. */
export function isOwn(id: string): boolean {
  const [, ...inPackages] = id.split(/[\\/]node_modules[\\/]/);
  const last = inPackages.at(-1);
  return last === undefined || /^@?sweepstake[\\/]/.test(last);
}
