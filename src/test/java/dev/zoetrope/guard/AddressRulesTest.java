package dev.zoetrope.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRulesTest {

    @ParameterizedTest(name = "{0} ({2}) is {1}")
    @CsvSource({
            "8.8.8.8, PUBLIC, a public resolver",
            "126.255.255.255, PUBLIC, just below loopback",
            "128.0.0.1, PUBLIC, just above loopback",
            "172.15.255.255, PUBLIC, just below 172.16/12",
            "172.32.0.0, PUBLIC, just above 172.16/12",
            "100.63.255.255, PUBLIC, just below carrier-grade NAT",
            "100.128.0.0, PUBLIC, just above carrier-grade NAT",
            "2606:4700::1111, PUBLIC, a public IPv6 host",
            "64:ff9b::808:808, PUBLIC, NAT64 of 8.8.8.8",
            "127.0.0.1, PRIVATE, loopback",
            "127.255.255.254, PRIVATE, the far end of loopback",
            "10.0.0.1, PRIVATE, private",
            "172.16.0.1, PRIVATE, private",
            "172.31.255.255, PRIVATE, private",
            "192.168.1.1, PRIVATE, private",
            "100.64.0.1, PRIVATE, carrier-grade NAT",
            "100.127.255.255, PRIVATE, carrier-grade NAT",
            "198.18.0.1, PRIVATE, benchmarking",
            "198.19.255.255, PRIVATE, benchmarking",
            "::1, PRIVATE, loopback",
            "fc00::1, PRIVATE, unique-local",
            "fdff:ffff::1, PRIVATE, unique-local",
            "::ffff:127.0.0.1, PRIVATE, IPv4-mapped loopback",
            "::ffff:10.1.2.3, PRIVATE, IPv4-mapped private",
            "64:ff9b::7f00:1, PRIVATE, NAT64 of loopback",
            "64:ff9b::a00:1, PRIVATE, NAT64 of a private address",
            "0.0.0.0, NEVER, any-local",
            "0.1.2.3, NEVER, this network",
            "169.254.169.254, NEVER, metadata of most clouds",
            "169.254.170.2, NEVER, metadata of ECS",
            "169.254.0.1, NEVER, link-local",
            "100.100.100.200, NEVER, metadata of Alibaba Cloud",
            "168.63.129.16, NEVER, host services of Azure",
            "192.0.0.192, NEVER, metadata of Oracle Cloud",
            "192.0.2.1, NEVER, documentation",
            "198.51.100.1, NEVER, documentation",
            "203.0.113.1, NEVER, documentation",
            "192.88.99.1, NEVER, 6to4 relay",
            "224.0.0.1, NEVER, multicast",
            "239.255.255.255, NEVER, multicast",
            "240.0.0.1, NEVER, reserved",
            "255.255.255.255, NEVER, broadcast",
            "::, NEVER, any-local",
            "::7f00:1, NEVER, IPv4-compatible loopback",
            "::8.8.8.8, NEVER, IPv4-compatible",
            "::ffff:0:7f00:1, NEVER, IPv4-translated",
            "64:ff9b::a9fe:a9fe, NEVER, NAT64 of cloud metadata",
            "64:ff9b:1::1, NEVER, local NAT64",
            "2001::1, NEVER, Teredo",
            "2001:2::1, NEVER, benchmarking",
            "2001:20::1, NEVER, ORCHID",
            "2001:db8::1, NEVER, documentation",
            "3fff::1, NEVER, documentation",
            "2002:7f00:1::, NEVER, 6to4 of loopback",
            "2002:808:808::1, NEVER, 6to4 of a public address",
            "fe80::1, NEVER, link-local",
            "fec0::1, NEVER, site-local",
            "ff02::1, NEVER, multicast",
            "fd00:ec2::254, NEVER, metadata of AWS",
            "fd20:ce::254, NEVER, metadata of Google Cloud",
            "100::1, NEVER, discard",
            "5f00::1, NEVER, segment routing",
            "4000::1, NEVER, not allocated" })
    void every_kind_of_address_is_judged(String address, AddressScope expected, String kind) throws UnknownHostException {
        assertThat(AddressRules.scopeOf(InetAddress.getByName(address))).as(kind).isEqualTo(expected);
    }

    @Test
    void a_mapped_address_that_the_resolver_left_as_i_pv6_is_judged_as_i_pv4() throws UnknownHostException {
        // Given the 16 bytes that InetAddress.getByAddress would convert to IPv4
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        InetAddress address = Inet6Address.getByAddress("mapped", mapped, 0);

        // When, Then
        assertThat(address.getAddress()).hasSize(16);
        assertThat(AddressRules.scopeOf(address)).isEqualTo(AddressScope.PRIVATE);
    }

    @ParameterizedTest(name = "{0}: public only {1}, private allowed {2}")
    @CsvSource({ "8.8.8.8, true, true", "127.0.0.1, false, true", "fd12::1, false, true",
            "169.254.169.254, false, false", "224.0.0.1, false, false" })
    void allowing_private_addresses_never_allows_metadata(String address, boolean publicOnly, boolean withPrivate)
            throws UnknownHostException {
        InetAddress target = InetAddress.getByName(address);
        assertThat(policy(false).allows("any.example", target)).isEqualTo(publicOnly);
        assertThat(policy(true).allows("any.example", target)).isEqualTo(withPrivate);
    }

    private static GuardPolicy policy(boolean allowPrivate) {
        Duration second = Duration.ofSeconds(1);
        return new GuardPolicy(allowPrivate, 1, second, second, second, 0);
    }
}
