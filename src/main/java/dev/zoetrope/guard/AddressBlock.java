package dev.zoetrope.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses and what holds for it.
 *
 * @param prefix the first address of the range, 4 or 16 bytes
 * @param bits leading bits that all addresses of the range share
 * @param reach the verdict
 */
record AddressBlock(byte[] prefix, int bits, AddressScope reach) {

    /** Reads {@code address/bits}; the address is a literal, so that nothing is resolved. */
    static AddressBlock of(String cidr, AddressScope reach) {
        int slash = cidr.indexOf('/');
        try {
            byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
            return new AddressBlock(prefix, Integer.parseInt(cidr.substring(slash + 1)), reach);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address block: " + cidr, e);
        }
    }

    boolean holds(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
    }
}
