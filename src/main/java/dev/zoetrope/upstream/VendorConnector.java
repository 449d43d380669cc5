package dev.zoetrope.upstream;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.video.RetryAfter;

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

    /** The time for which the response asks to wait, from now; null if it has no {@code Retry-After}. */
    default Duration retryAfter(Response response) {
        return RetryAfter.parse(response.getHeaderString(HttpHeaders.RETRY_AFTER), clock().instant());
    }

    Clock clock();
}
