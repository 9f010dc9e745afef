import { after, before } from 'node:test';
import { databaseLab } from '../../contracts/database-lab.ts';
import type { Lab } from '../../contracts/lab.ts';
import { storeContract } from '../../contracts/store-contract.ts';
import { onEachDatabase } from '../../support/databases.ts';

onEachDatabase('the store', (location) => {
  let lab: Lab;
  before(async () => {
    lab = await databaseLab(location());
  });
  after(() => lab.close());
  storeContract(() => lab);
});
