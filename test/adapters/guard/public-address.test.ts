import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicAddress } from '../../../src/adapters/guard/public-address.ts';

const PUBLIC = [
  ...['8.8.8.8', '1.1.1.1', '9.255.255.255', '172.15.255.255', '172.32.0.1', '223.255.255.255'],
  ...['2606:4700::1111', '2a00:1450:4001::1', '2001:4860:4860::8888', '64:ff9b::808:808'],
];

for (const address of PUBLIC) {
  test(`${address} is public`, () => assert.ok(isPublicAddress(address)));
}

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  unspecified: ['0.0.0.0', '::', '0.1.2.3'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '64:ff9b::127.0.0.1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1', 'fc00::1'],
  'shared by a carrier': ['100.64.0.1', '100.100.100.200', '100.127.255.255'],
  'link-local or metadata': [
    ...['169.254.169.254', 'fe80::1', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe'],
    ...['64:ff9b::a9fe:a9fe', 'fd00:ec2::254', '168.63.129.16', '192.0.0.192'],
  ],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  reserved: [
    ...['240.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.9'],
    ...['2001:db8::1', '3fff::1', '100::1', '5f00::1', '4000::1'],
  ],
  'another address in disguise': [
    ...['::ffff:8.8.8.8', '::8.8.8.8', '2002:7f00:1::', '2001:0:4136:e378::1', '64:ff9b:1::1'],
  ],
  'no address': ['localhost', '', '2130706433', '0x7f.1', '127.1', '1.2.3.4.5', '[::1]', '::1%lo'],
};

for (const [kind, addresses] of Object.entries(OTHERS)) {
  for (const address of addresses) {
    test(`"${address}" is ${kind} and not public`, () => {
      assert.equal(isPublicAddress(address), false);
    });
  }
}
