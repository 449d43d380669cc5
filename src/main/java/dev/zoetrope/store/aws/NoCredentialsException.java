package dev.zoetrope.store.aws;

/** No credentials were found. */
public final class NoCredentialsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoCredentialsException() {
        super("no AWS credentials were found in environment variables, profile, container or instance role", null, false,
                false);
    }
}
