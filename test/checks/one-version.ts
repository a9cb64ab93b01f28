import type { Finding, Repo } from './repo.ts';

/** Every package.json asks for the same exact version of a dependency. */
export function oneVersion(repo: Repo): Finding[] {
  const asked = new Map<string, Map<string, string>>();
  for (const path of repo.paths.filter((p) => /(?:^|\/)package\.json$/.test(p))) {
    const manifest = JSON.parse(repo.text(path)) as Record<string, Record<string, string>>;
    const all = { ...manifest['dependencies'], ...manifest['devDependencies'] };
    for (const [name, version] of Object.entries(all)) {
      const versions = asked.get(name) ?? new Map<string, string>();
      asked.set(name, versions.set(version, versions.get(version) ?? path));
    }
  }
  return [...asked].flatMap(([name, versions]) => {
    const places = [...versions].map(([version, path]) => `${version} in ${path}`);
    if (versions.size > 1) return [`${name} is asked for as ${places.join(' and ')}: choose one`];
    return [...versions]
      .filter(([version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
      .map(([version, path]) => `${path}: ${name} ${version} is a range: name one version`);
  });
}
