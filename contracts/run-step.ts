/** Runs a piece of work under a name that is its own within a run; what it gave is kept, so that a replay does not repeat it. */
export type RunStep = <T>(name: string, work: () => Promise<T>) => Promise<T>;
