package dev.zoetrope.guard;

import java.net.InetAddress;
import java.util.List;

import io.vertx.core.Future;

/** Resolves host names. An interface, so that a test can return different addresses for the same name. */
interface Resolver {
    /** All addresses, in the order in which to try them; fails or is empty if there are none. */
    Future<List<InetAddress>> resolve(String name);

    /** Releases all resources. */
    default void close() {
    }
}
