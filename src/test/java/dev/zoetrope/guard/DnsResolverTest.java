package dev.zoetrope.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * A name server that is slow, silent or wrong about one name does not affect other names. The names end in a dot, so that
 * the search domains of the machine are not used.
 */
class DnsResolverTest {
    /** More than a pool of threads would have, and few enough for the receive buffer of the name server. */
    private static final int SILENT_NAMES = 100;

    private final Vertx vertx = Vertx.vertx();
    private final NameServer server = new NameServer();
    private final DnsResolver resolver = new DnsResolver(vertx,
            new SingletonDnsServerAddressStreamProvider(server.address()));

    @AfterEach
    void close() {
        resolver.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static List<InetAddress> get(Future<List<InetAddress>> found) throws Exception {
        return found.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void silent_names_hold_up_no_other() throws Exception {
        get(resolver.resolve("trailers.example."));
        List<Future<List<InetAddress>>> silent = IntStream.range(0, SILENT_NAMES)
                .mapToObj(i -> resolver.resolve("silent" + i + ".example.")).toList();

        assertThat(get(resolver.resolve("films.example."))).containsExactly(InetAddress.getByName("127.0.0.1"));

        assertThat(silent).as("still waiting").noneMatch(Future::isComplete);
        for (Future<List<InetAddress>> one : silent) {
            assertThatThrownBy(() -> get(one)).isInstanceOf(ExecutionException.class)
                    .cause().isInstanceOfAny(TimeoutException.class, UnknownHostException.class);
        }
    }

    @Test
    void a_name_is_asked_for_once_however_many_want_it() throws Exception {
        List<Future<List<InetAddress>>> all = IntStream.range(0, 50).mapToObj(i -> resolver.resolve("films.example."))
                .toList();

        for (Future<List<InetAddress>> one : all) {
            assertThat(get(one)).hasSize(1);
        }
        get(resolver.resolve("films.example."));
        assertThat(server.queries("films.example")).isEqualTo(1);
    }

    @Test
    void that_there_is_no_such_name_is_known_for_a_while() {
        assertUnknownHost("nothing.example.");
        int asked = server.queries("nothing.example");

        assertUnknownHost("nothing.example.");

        assertThat(server.queries("nothing.example")).isEqualTo(asked).isPositive();
    }

    private void assertUnknownHost(String name) {
        assertThatThrownBy(() -> get(resolver.resolve(name))).cause().isInstanceOf(UnknownHostException.class);
    }

    @Test
    void the_machines_own_names_need_no_server() throws Exception {
        assertThat(get(resolver.resolve("localhost"))).allMatch(InetAddress::isLoopbackAddress);
    }
}
