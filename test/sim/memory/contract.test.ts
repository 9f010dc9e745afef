import { describe } from 'node:test';
import { memoryLab } from '../../contracts/memory-lab.ts';
import { queueContract } from '../../contracts/queue-contract.ts';
import { storeContract } from '../../contracts/store-contract.ts';

describe('the store in memory', () => {
  const lab = memoryLab();
  storeContract(() => lab);
});

describe('the queue in memory', () => {
  const lab = memoryLab();
  queueContract(() => lab);
});
