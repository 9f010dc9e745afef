/** What a queue calls for each job. A call that fails is made again later, a few times. */
export interface Work {
  /** Read a delivery and find out whom it concerns. */
  delivery(id: string): Promise<void>;
  /** Look at a release. Never called for the same release twice at a time. */
  release(id: string): Promise<void>;
  /** Look at what a repository was asked outside of releases, likewise. */
  site(id: string): Promise<void>;
}

/** Jobs that outlive the process. A job is a wake and carries nothing but an id. */
export interface Queue {
  /** Look at a release or repository soon; wakes that wait already are not doubled. */
  wake(kind: 'release' | 'site', id: string): Promise<void>;
  start(work: Work): Promise<void>;
  /** Lets what runs come to its end, then takes no more. */
  stop(): Promise<void>;
  size(): Promise<{ readonly waiting: number; readonly active: number }>;
}
