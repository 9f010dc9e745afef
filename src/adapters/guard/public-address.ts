import { BlockList, isIP } from 'node:net';

// IANA's special-purpose registries for IPv4 (RFC 6890 and its successors) and multicast.
const SPECIAL_IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Azure's host serves metadata and secrets to its guests on a public address.
  ['168.63.129.16', 32],
];

// Inside of 2000::/3: protocol assignments with Teredo, documentation, and 6to4.
const SPECIAL_IPV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const special = new BlockList();
const global = new BlockList();

for (const [net, bits] of SPECIAL_IPV4) {
  special.addSubnet(net, bits, 'ipv4');
  special.addSubnet(`64:ff9b::${net}`, 96 + bits, 'ipv6');
}
for (const [net, bits] of SPECIAL_IPV6) special.addSubnet(net, bits, 'ipv6');
global.addSubnet('2000::', 3, 'ipv6');
// Where there is only IPv6, the whole of IPv4 is reached through this prefix (RFC 6052).
global.addSubnet('64:ff9b::', 96, 'ipv6');

/**
 * Whether an address belongs to the public Internet: not loopback, private,
 * link-local (where clouds keep their metadata), multicast, reserved, or an
 * IPv4 address in the disguise of an IPv6 one. What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return global.check(address, 'ipv6') && !special.check(address, 'ipv6');
    default:
      return false;
  }
}
