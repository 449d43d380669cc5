package dev.zoetrope.upstream;

import java.net.URI;
import java.time.Clock;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What a protocol needs for the calls of one vendor: its base URL, and clients that keep to the law of the paid POST. */
public interface VendorConnector {

    /** The vendor's base URL, without a slash at its end. */
    URI base();

    /**
     * A declarative client for creates. A method that creates must have a parameter with the header
     * {@link VendorCalls#ATTEMPT_HEADER}; a request without its number is never written.
     *
     * @param api an interface with {@code @RegisterRestClient}
     */
    <T> T clientForCreates(Class<T> api);

    /** A declarative client for free requests. */
    <T> T clientForPolls(Class<T> api);

    ObjectMapper json();

    Clock clock();
}
