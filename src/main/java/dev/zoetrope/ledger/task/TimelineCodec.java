package dev.zoetrope.ledger.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.video.Timeline;
import dev.zoetrope.video.Timeline.Event;
import dev.zoetrope.video.Timeline.Moment;

/**
 * The stored form of a timeline: for each moment the event, a colon, the milliseconds since the epoch and a semicolon. So SQL
 * can append a moment. Events that a later version has added are skipped.
 */
final class TimelineCodec {
    private TimelineCodec() {
    }

    static String write(Timeline timeline) {
        StringBuilder text = new StringBuilder();
        timeline.moments().forEach(moment -> text.append(write(moment.event(), moment.at())));
        return text.toString();
    }

    static String write(Event event, Instant at) {
        return event.value() + ':' + at.toEpochMilli() + ';';
    }

    static Timeline read(String text) {
        if (text.isEmpty()) {
            return Timeline.EMPTY;
        }
        List<Moment> moments = new ArrayList<>();
        for (String moment : text.split(";", 0)) {
            int colon = moment.indexOf(':');
            Event.of(moment.substring(0, colon)).ifPresent(event -> moments
                    .add(new Moment(event, Instant.ofEpochMilli(Long.parseLong(moment.substring(colon + 1))))));
        }
        return new Timeline(moments);
    }
}
