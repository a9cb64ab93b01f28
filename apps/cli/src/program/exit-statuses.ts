/** Help text on the exit statuses of commands that train. */
export const EXIT_STATUSES = `
Exit status:
    0  everything is there
    1  a trial failed, or the machine did: a full disk, a missing file
    2  wrong usage or configuration
   42  the run folder holds other numerics or another plan: do not try again
   75  stopped by TERM or USR2 with work left: run it again to continue
  130  stopped by Ctrl-C
`;
