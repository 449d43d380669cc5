package dev.zoetrope.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses with the same scope.
 *
 * @param prefix the first address of the range, 4 or 16 bytes
 * @param bits length of the prefix in bits, 0..32 or 0..128
 * @param scope the scope of all addresses of the range
 */
record AddressBlock(byte[] prefix, int bits, AddressScope scope) {

    /** Parses {@code address/bits}. The address is a literal, so there is no DNS query. */
    static AddressBlock of(String cidr, AddressScope scope) {
        int slash = cidr.indexOf('/');
        try {
            byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
            return new AddressBlock(prefix, Integer.parseInt(cidr.substring(slash + 1)), scope);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address block: " + cidr, e);
        }
    }

    boolean contains(byte[] address) {
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
