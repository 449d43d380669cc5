package dev.zoetrope.guard;

import static dev.zoetrope.guard.AddressScope.NEVER;
import static dev.zoetrope.guard.AddressScope.PRIVATE;
import static dev.zoetrope.guard.AddressScope.PUBLIC;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Classifies addresses by the IANA special-purpose registries (RFC 6890 and its successors) and the well-known addresses of
 * cloud metadata services. The first block that contains an address decides. Pure functions.
 */
public final class AddressRules {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private static final List<AddressBlock> IPV4 = List.of(
            block("100.100.100.200/32", NEVER), // metadata of Alibaba Cloud
            block("168.63.129.16/32", NEVER), // host services of Azure
            block("169.254.0.0/16", NEVER), // link-local: metadata of nearly every cloud
            block("0.0.0.0/8", NEVER), // "this host", which Linux treats as loopback
            block("127.0.0.0/8", PRIVATE),
            block("10.0.0.0/8", PRIVATE),
            block("172.16.0.0/12", PRIVATE),
            block("192.168.0.0/16", PRIVATE),
            block("100.64.0.0/10", PRIVATE), // carrier-grade NAT
            block("198.18.0.0/15", PRIVATE), // benchmarking; some local proxies assign these addresses
            block("192.0.0.0/24", NEVER), // protocol assignments, metadata of Oracle Cloud
            block("192.0.2.0/24", NEVER), // documentation
            block("198.51.100.0/24", NEVER), // documentation
            block("203.0.113.0/24", NEVER), // documentation
            block("192.88.99.0/24", NEVER), // 6to4 relays
            block("224.0.0.0/4", NEVER), // multicast
            block("240.0.0.0/4", NEVER)); // reserved, broadcast

    private static final List<AddressBlock> IPV6 = List.of(
            block("::1/128", PRIVATE),
            block("fd00:ec2::254/128", NEVER), // metadata of AWS
            block("fd20:ce::254/128", NEVER), // metadata of Google Cloud
            block("fc00::/7", PRIVATE), // unique-local
            block("2001:db8::/32", NEVER), // documentation
            block("3fff::/20", NEVER), // documentation
            block("2001::/23", NEVER), // protocol assignments: Teredo, benchmarking, ORCHID
            block("2002::/16", NEVER), // 6to4
            block("2000::/3", PUBLIC), // the only range that IANA has allocated
            block("::/0", NEVER)); // link-local, site-local, multicast, IPv4-compatible, local NAT64, discard …

    /** NAT64 (RFC 6052), which IPv6-only hosts need: the last four bytes are an IPv4 address. */
    private static final AddressBlock NAT64 = block("64:ff9b::/96", PUBLIC);

    private AddressRules() {
    }

    private static AddressBlock block(String cidr, AddressScope scope) {
        return AddressBlock.of(cidr, scope);
    }

    /** The scope of an address. An IPv4-mapped or NAT64 address has the scope of the IPv4 address that it contains. */
    public static AddressScope scopeOf(InetAddress address) {
        return scopeOf(address.getAddress());
    }

    private static AddressScope scopeOf(byte[] address) {
        if (address.length == IPV4_BYTES) {
            return firstMatch(IPV4, address, PUBLIC);
        }
        if (isMapped(address) || NAT64.contains(address)) {
            return scopeOf(Arrays.copyOfRange(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES));
        }
        return firstMatch(IPV6, address, NEVER);
    }

    private static AddressScope firstMatch(List<AddressBlock> blocks, byte[] address, AddressScope otherwise) {
        for (AddressBlock block : blocks) {
            if (block.contains(address)) {
                return block.scope();
            }
        }
        return otherwise;
    }

    /** Whether it is {@code ::ffff:a.b.c.d}. The JDK converts this form to IPv4, but other resolvers may not. */
    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == -1 && address[11] == -1;
    }
}
