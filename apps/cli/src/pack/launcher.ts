/** What is called: the shell script that starts the Node beside it, from any folder, also through links. */
export const LAUNCHER = `#!/bin/sh
self=$0
while [ -L "$self" ]; do
  to=$(readlink "$self")
  case $to in
    /*) self=$to ;;
    *) self=$(dirname "$self")/$to ;;
  esac
done
here=$(CDPATH= cd -- "$(dirname "$self")" && pwd)
exec "$here/bin/node" "$here/lib/sweepstake.js" "$@"
`;

/** The text file in the archive. */
export const readme = (name: string): string => `${name}

The sweepstake command with everything that it needs: no installation, no npm, no network.

  ./sweepstake --help
  ./sweepstake run figure-3 --preset tiny --dataset strokes

Copy or link the folder anywhere; keep its files together. It starts bin/node with lib/sweepstake.js.
Data sets are not part of it: name their folder in SWEEPSTAKE_DATA (./sweepstake doctor lists them).
The licences of what others wrote are in LICENSES.txt.
`;
