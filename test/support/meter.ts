import type { Meter } from '../../src/plugin/meter.ts';

/** Counts nothing. */
export const SILENT_METER: Meter = {
  delivery() {},
  request() {},
  budget() {},
  effect() {},
  setAside() {},
  swept() {},
};
