import { readFileSync, writeFileSync } from 'node:fs';

// Loaded before a program that knows nothing of it: notes how much memory it took at most, in kilobytes.
process.on('exit', () => {
  const { MEMORY_NOTE: note } = process.env;
  if (note !== undefined) writeFileSync(note, peak());
});

/**
 * What `getrusage` tells begins, on Linux, with the peak of the process that
 * started this one, if that was higher; what /proc tells is this program's own.
 */
function peak(): string {
  if (process.platform !== 'linux') return String(process.resourceUsage().maxRSS);
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  if (found?.[1] === undefined) throw new Error('/proc tells no peak');
  return found[1];
}
