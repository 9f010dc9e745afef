import { once } from 'node:events';
import { constants } from 'node:os';
import { jsonLog, redact } from './adapters/log.ts';
import { messageOf, RingmasterError } from './domain/errors.ts';
import { readEnvironment, secretsOf } from './environment.ts';
import type { Log } from './plugin/log.ts';
import { startService } from './service.ts';

/** The process: settings in, service up, and down again when it is asked to. */
try {
  const environment = readEnvironment(process.env);
  const log = jsonLog(environment.LOG_LEVEL, secretsOf(environment));
  dieLoudly(log);
  if (environment.DATABASE_URL === undefined)
    log.warn(
      'embedded database: one process, survives a crash but not a power cut; set DATABASE_URL for production',
      {
        folder: environment.RINGMASTER_DATA,
      },
    );
  const asked = untilAsked(log);
  const service = await startService(environment, log, asked);
  if (!asked.aborted) {
    log.info('ringmaster is up', { port: service.port, metrics: service.metricsPort });
    await once(asked, 'abort');
  }
  await service.stop();
  log.info('stopped');
  // What is left was given its time; nothing of it may keep the process.
  process.exit(0);
} catch (error) {
  console.error(`ringmaster: ${redact(messageOf(error))}`);
  if (error instanceof RingmasterError && error.advice !== undefined) console.error(error.advice);
  process.exit(1);
}

/** Aborted when the process is asked to end. Whoever asks twice does not want to wait. */
function untilAsked(log: Log): AbortSignal {
  const asking = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (asking.signal.aborted) process.exit(128 + constants.signals[signal]);
      log.info('draining', { signal });
      asking.abort();
    });
  return asking.signal;
}

/** A bug ends the process, as it should; but its message must not bring a secret along. */
function dieLoudly(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.error('a bug has ended the process', { error: error.stack ?? messageOf(error) });
    process.exit(1);
  });
}
