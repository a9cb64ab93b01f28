/**
 * What the column `setting` must say, by key; no key: ''. A list is of values that will all do, null among them where
 * the key may be absent. Numbers are compared as numbers.
 */
export type Setting = Readonly<Record<string, string | readonly (string | null)[]>>;

/** Keys whose values only `paper` has as the paper: shorter presets scale them. */
const SCALED = /^(?:iterations|levels|schedule\.(?:warmup|milestones)|evaluation\..*)$/;

/** Of these, keys that may also be absent, or there when not asked for, in shorter presets. */
const UNASKED = /^(?:iterations|levels|schedule\.milestones|evaluation\..*)$/;

/** A setting's keys and values. */
export function parseSetting(setting: string): Map<string, string> {
  return new Map(
    setting
      .split(';')
      .filter((pair) => pair !== '')
      .map((pair): [string, string] => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), pair.slice(at + 1)];
      }),
  );
}

/** Whether a run's setting is the one asked for, at the scale of its preset. */
export function matchesSetting(wanted: Setting, setting: string, preset: string): boolean {
  const actual = parseSetting(setting);
  const isPaper = preset === 'paper';
  for (const [key, value] of Object.entries(wanted)) {
    const found = actual.get(key) ?? null;
    actual.delete(key);
    if (!isPaper && SCALED.test(key) && (found !== null || UNASKED.test(key))) continue;
    if (![value].flat().some((allowed) => same(allowed, found))) return false;
  }
  return [...actual.keys()].every((key) => !isPaper && UNASKED.test(key));
}

/** Whether settings that match differ in a key that is asked for and that their preset scales. */
export function isAmbiguous(wanted: Setting, settings: readonly string[], preset: string): boolean {
  if (preset === 'paper') return false;
  return Object.keys(wanted)
    .filter((key) => SCALED.test(key) && !UNASKED.test(key))
    .some((key) => new Set(settings.map((one) => parseSetting(one).get(key))).size > 1);
}

const same = (wanted: string | null, found: string | null): boolean =>
  wanted === found ||
  (wanted !== null && found !== null && wanted !== '' && Number(wanted) === Number(found));

/** `learning_rate=0.0002;schedule.warmup=1000`, `''` for the base; of a list the first value that is one. */
export function formatSetting(wanted: Setting): string {
  return Object.entries(wanted)
    .map(([key, value]) => [key, [value].flat().find((one) => one !== null)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(';');
}
