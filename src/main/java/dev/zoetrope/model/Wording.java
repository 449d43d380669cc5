package dev.zoetrope.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Phrases for messages about several members. */
final class Wording {

    private Wording() {
    }

    static String or(List<Member> members) {
        return joined(members, " or ");
    }

    static String and(List<Member> members) {
        return joined(members, " and ");
    }

    private static String joined(List<Member> members, String word) {
        return members.stream().map(Member::name).collect(Collectors.joining(word));
    }

    /** For example {@code one image}, {@code 1 to 9 images}, {@code a video_url}. */
    static String counted(Member member, Range count) {
        if (!member.type().isList()) {
            return ("aeio".indexOf(member.name().charAt(0)) >= 0 ? "an " : "a ") + member.name();
        }
        boolean one = count.min() == 1 && count.max() == 1;
        String number = one ? "one" : count.min() == 2 && count.max() == 2 ? "two" : count.count();
        return number + " " + noun(member) + (one ? "" : "s");
    }

    /** For example {@code at most 12 elements}, {@code 1 to 12 elements}. */
    static String elements(Range total) {
        return (total.min() == 0 ? "at most " + new Range(total.max(), total.max()).count() : total.count()) + " elements";
    }

    private static String noun(Member member) {
        return member.media() == null ? "element" : switch (member.media().kind()) {
            case IMAGE -> "image";
            case CLIP -> "clip";
            case AUDIO -> "sound";
        };
    }

    /** What a mode takes, for example {@code two images for first-last-frame}. */
    static String needs(Mode mode) {
        return present(mode).map(wanted -> counted(wanted.getKey(), wanted.getValue())).collect(Collectors.joining(" and "))
                + " for " + mode.name();
    }

    /** What all modes take. */
    static String needs(List<Mode> modes) {
        return modes.stream().filter(mode -> present(mode).findAny().isPresent()).map(Wording::needs)
                .collect(Collectors.joining(", "));
    }

    private static Stream<Map.Entry<Member, Range>> present(Mode mode) {
        return mode.has().entrySet().stream().filter(wanted -> wanted.getValue().max() > 0);
    }

    /** The lengths that a list can have, for example {@code one image (image-to-video) or two images (first-last-frame)}. */
    static String lengths(Member list, List<Mode> modes) {
        String byMode = modes.stream().filter(mode -> mode.has().containsKey(list) && mode.has().get(list).max() > 0)
                .map(mode -> counted(list, mode.has().get(list)) + " (" + mode.name() + ")")
                .collect(Collectors.joining(" or "));
        return byMode.isEmpty() ? counted(list, list.items()) : byMode;
    }
}
