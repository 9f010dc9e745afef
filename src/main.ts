import { jsonLog } from './adapters/log.ts';
import { messageOf, RingmasterError } from './domain/errors.ts';
import { readEnvironment } from './environment.ts';
import { startService } from './service.ts';

/** The process: settings in, service up, and down again when it is asked to. */
try {
  const environment = readEnvironment(process.env);
  const log = jsonLog(environment.LOG_LEVEL);
  if (environment.DATABASE_URL === undefined)
    log.warn(
      'embedded database: one process, survives a crash but not a power cut; set DATABASE_URL for production',
      {
        folder: environment.RINGMASTER_DATA,
      },
    );
  const service = await startService(environment, log);
  log.info('ringmaster is up', { port: service.port });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      log.info('draining', { signal });
      service.stop().then(() => log.info('stopped'), fail);
    });
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  console.error(`ringmaster: ${messageOf(error)}`);
  if (error instanceof RingmasterError && error.advice !== undefined) console.error(error.advice);
  process.exitCode = 1;
}
