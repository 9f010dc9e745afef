import { after, before } from 'node:test';
import { databaseLab } from '../contracts/database-lab.ts';
import type { Lab } from '../contracts/lab.ts';
import { queueContract } from '../contracts/queue-contract.ts';
import { onEachDatabase } from '../support/databases.ts';

onEachDatabase('the queue', (location) => {
  let lab: Lab;
  before(async () => {
    lab = await databaseLab(location());
  });
  after(() => lab.close());
  queueContract(() => lab);
});
