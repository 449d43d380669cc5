package dev.zoetrope.guard;

import java.util.Optional;

/** The scope of a URL, as far as its text shows it without a DNS query. */
public final class UrlScope {
    private UrlScope() {
    }

    /**
     * Determines the scope of a URL from its text.
     *
     * @param url any text
     * @return {@link AddressScope#NEVER} also for an invalid URL; empty for a name, because its addresses are known
     *         only after a DNS query
     */
    public static Optional<AddressScope> of(String url) {
        try {
            GuardedUrl target = GuardedUrl.parse(url);
            if (target.literal() != null) {
                return Optional.of(AddressRules.scopeOf(target.literal()));
            }
            boolean local = target.host().equals("localhost") || target.host().endsWith(".localhost");
            return local ? Optional.of(AddressScope.PRIVATE) : Optional.empty();
        } catch (GuardException unreadable) {
            return Optional.of(AddressScope.NEVER);
        }
    }
}
