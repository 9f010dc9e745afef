import type { Log } from '../../src/plugin/log.ts';

/** A log that nobody reads. */
export const SILENT: Log = { info() {}, warn() {}, error() {} };
