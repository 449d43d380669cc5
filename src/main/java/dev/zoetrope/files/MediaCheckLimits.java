package dev.zoetrope.files;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Limits of the check of files behind URLs of others.
 *
 * @param headTime for all files of a create together if their heads are fetched
 * @param fullTime for all files of a create together if they are fetched as a whole
 * @param idleTime longest time without a byte of a file
 * @param fetches at the same time; a file beyond them is not checked
 * @param allowPrivate whether private addresses of a host may be reached
 */
public record MediaCheckLimits(Duration headTime, Duration fullTime, Duration idleTime, int fetches,
        Predicate<String> allowPrivate) {
    public static final MediaCheckLimits DEFAULT = new MediaCheckLimits(Duration.ofSeconds(5), Duration.ofSeconds(30),
            Duration.ofSeconds(3), 8, host -> false);
}
