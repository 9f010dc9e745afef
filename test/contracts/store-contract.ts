import { describe } from 'node:test';
import { budgetsContract } from './budgets-contract.ts';
import { commentsContract } from './comments-contract.ts';
import { deliveriesContract } from './deliveries-contract.ts';
import type { LabOf } from './lab.ts';
import { leasesContract } from './leases-contract.ts';
import { releasesContract } from './releases-contract.ts';
import { searchContract } from './search-contract.ts';
import { sitesContract } from './sites-contract.ts';

/** What every Store promises, whatever it is made of. Call it inside a `describe` that sets up the lab. */
export function storeContract(lab: LabOf): void {
  describe('releases', () => releasesContract(lab));
  describe('a comment', () => commentsContract(lab));
  describe('a search', () => searchContract(lab));
  describe('a lease', () => leasesContract(lab));
  describe('a repository', () => sitesContract(lab));
  describe('a delivery', () => deliveriesContract(lab));
  describe('a budget', () => budgetsContract(lab));
}
