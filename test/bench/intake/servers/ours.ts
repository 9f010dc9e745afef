import type { Location } from '../../../../src/adapters/store/database.ts';
import { openStore } from '../../../../src/adapters/store/open-store.ts';
import { strictServer } from '../../../../src/web/intake/door.ts';
import { intake } from '../../../../src/web/intake.ts';
import { SILENT } from '../../../support/log.ts';
import { SECRET } from '../letter.ts';
import { serve } from './serve.ts';

// Our way in, on the store at the location that is given as JSON; nobody reads what is kept.
const location: Location = JSON.parse(process.argv[2] ?? '');
const { store } = await openStore(location, SILENT);
const options = {
  secrets: [SECRET],
  deliveries: store.deliveries,
  meter: { delivery() {} },
  log: SILENT,
};
await serve(
  strictServer((request, response) => {
    intake(request, response, options).catch(() => response.destroy());
  }),
);
