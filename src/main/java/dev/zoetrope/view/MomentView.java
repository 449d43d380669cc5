package dev.zoetrope.view;

import java.math.BigDecimal;

import dev.zoetrope.video.Timeline.Moment;

/**
 * A moment in the life of a task.
 *
 * @param event {@code created}, {@code sent}, {@code not_sent}, {@code accepted}, {@code started}, {@code completed},
 *        {@code kept}, {@code failed}, {@code cancelled} or {@code called_back}
 * @param at unix seconds, with milliseconds behind the point
 */
public record MomentView(String event, BigDecimal at) {

    public static MomentView of(Moment moment) {
        return new MomentView(moment.event().value(), BigDecimal.valueOf(moment.at().toEpochMilli(), 3));
    }
}
