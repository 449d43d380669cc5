package dev.zoetrope.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jboss.logging.Logger;

import dev.zoetrope.observe.Meters;

/**
 * Who holds a place of one kind of work, and for how long. Every step has timeouts of its own; one that outlasts them is held
 * up by the storage, or by a fault. There is a warning for it, once, and the meter {@code zoetrope.places.overdue} counts it
 * until it ends.
 *
 * @param <T> what a place is held for
 */
public final class PlaceWatch<T> {
    private static final Logger LOG = Logger.getLogger(PlaceWatch.class);

    private final String work;
    private final Clock clock;
    private final Function<T, Duration> longest;
    private final Function<T, String> name;
    private final Set<Place> places = ConcurrentHashMap.newKeySet();

    /**
     * @param work a word for the meter's tag {@code work} and for the log
     * @param longest a step takes at most, with all its timeouts
     * @param name of what a place is held for, as the log may show it
     */
    public PlaceWatch(String work, Clock clock, Meters meters, Function<T, Duration> longest, Function<T, String> name) {
        this.work = work;
        this.clock = clock;
        this.longest = longest;
        this.name = name;
        meters.placesOverdue(work, this::overdue);
    }

    /** One place; each is equal only to itself. */
    static final class Place {
        private final String name;
        private final Instant until;
        private boolean told;

        Place(String name, Instant until) {
            this.name = name;
            this.until = until;
        }
    }

    Place begin(T due) {
        Place place = new Place(name.apply(due), clock.instant().plus(longest.apply(due)));
        places.add(place);
        return place;
    }

    void end(Place place) {
        places.remove(place);
    }

    int held() {
        return places.size();
    }

    private int overdue() {
        Instant now = clock.instant();
        return (int) places.stream().filter(place -> now.isAfter(place.until)).count();
    }

    /** Warns of those that are overdue and were not told of yet. Called by the rounds, of which none overlap. */
    void look() {
        Instant now = clock.instant();
        for (Place place : places) {
            if (!place.told && now.isAfter(place.until)) {
                place.told = true;
                LOG.warnf("a place of the work \"%s\" should be free again, and is still held for %s", work, place.name);
            }
        }
    }
}
