package dev.zoetrope.guard;

import java.net.InetAddress;
import java.util.List;

import io.vertx.core.Future;

/** Asks for the addresses of a name. A seam of its own so that a test can be the DNS server that changes its mind. */
interface Resolver {
    /** All addresses, in the order in which to try them; fails or is empty where there are none. */
    Future<List<InetAddress>> resolve(String name);

    /** Lets go of what it holds. */
    default void close() {
    }
}
