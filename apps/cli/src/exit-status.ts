/** What the exit status of a command says; schedulers act on them. */
export const EXIT = {
  /** Everything is there. */
  done: 0,
  /** Something failed: a trial, or the machine. */
  failed: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** The run folder holds something else than what would be run; a repetition fails in the same way. */
  doNotRetry: 42,
  /** Stopped by TERM or USR2 with work left: the same command continues. EX_TEMPFAIL of sysexits.h. */
  requeue: 75,
} as const;
