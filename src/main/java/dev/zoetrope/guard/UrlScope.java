package dev.zoetrope.guard;

import java.util.Optional;

/** What shows of a URL's reach before anybody is asked for an address. */
public final class UrlScope {
    private UrlScope() {
    }

    /**
     * How far away a URL leads, as far as its text alone tells.
     *
     * @param url any text
     * @return {@link AddressScope#NEVER} also for what the guard does not read as a URL; empty for a name, whose addresses show
     *         only
     *         when it is connected to
     */
    public static Optional<AddressScope> of(String url) {
        try {
            GuardedUrl target = GuardedUrl.parse(url);
            if (target.literal() != null) {
                return Optional.of(AddressRules.reach(target.literal()));
            }
            boolean local = target.host().equals("localhost") || target.host().endsWith(".localhost");
            return local ? Optional.of(AddressScope.PRIVATE) : Optional.empty();
        } catch (GuardException unreadable) {
            return Optional.of(AddressScope.NEVER);
        }
    }
}
