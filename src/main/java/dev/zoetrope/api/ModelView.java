package dev.zoetrope.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.model.Allowed;
import dev.zoetrope.model.Media;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Mode;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Range;
import dev.zoetrope.video.Slot;

/**
 * What a model takes: enough to build a form. {@code model} and {@code callback_url}, which each create has, are not listed.
 *
 * @param description explanation for people; null: none
 * @param family the word that related models share; null: none
 * @param estimatedSeconds usual time from a create to its video; null: not stated
 * @param members by name, in the order of the model's file
 * @param modes the ways to make a video, in the order of inference
 * @param rules sentences about several members
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelView(String id, String object, long created, @JsonProperty("owned_by") String ownedBy, String title,
        String description, String family, @JsonProperty("estimated_time") Long estimatedSeconds,
        Map<String, MemberView> members, List<ModeView> modes, List<String> rules) {

    /**
     * One member; what is not limited is absent. Ranges have the form {@code 2..15}. {@code slots} say what the member means
     * ({@link dev.zoetrope.video.Slot}), one for each position of a list.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemberView(String type, List<String> slots, boolean required, boolean nullable,
            @JsonProperty("default") Object defaultValue,
            List<Object> values, String range, @JsonProperty("max_chars") Integer maxChars, String items, MediaView media,
            String description) {
    }

    /** What the files of a member must be; {@code pixels} is the short side, {@code ratio} is width divided by height. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MediaView(String kind, Integer megabytes, String seconds, String pixels, String ratio, List<String> formats) {
    }

    /** A mode: the members that it has, with their number of elements, and those that it does not have. */
    record ModeView(String name, Map<String, String> has, List<String> not) {
    }

    static ModelView of(Model model, ModelsResource.ModelEntry entry) {
        Map<String, MemberView> members = new LinkedHashMap<>();
        model.members().forEach(member -> members.put(member.name(), view(member)));
        return new ModelView(entry.id(), entry.object(), entry.created(), entry.ownedBy(), model.title(), model.docs(),
                model.family(), model.estimate() == null ? null : model.estimate().toSeconds(), members,
                model.modes().stream().map(ModelView::view).toList(), model.rules());
    }

    private static MemberView view(Member member) {
        Allowed allowed = member.allowed();
        boolean listed = allowed != null && !allowed.values().isEmpty();
        List<String> slots = member.slots().stream().map(Slot::word).toList();
        return new MemberView(member.type().word(), slots.isEmpty() ? null : slots, member.required(), member.nullable(),
                member.defaultValue(),
                listed ? List.copyOf(allowed.values()) : null, allowed == null ? null : text(allowed.range()),
                member.maxChars() == 0 ? null : member.maxChars(), text(member.items()),
                member.media() == null ? null : view(member.media()), member.docs());
    }

    private static MediaView view(Media media) {
        return new MediaView(media.kind().word(), media.megabytes(), text(media.seconds()),
                text(media.pixels()), text(media.ratio()), media.formats().isEmpty() ? null : media.formats());
    }

    private static ModeView view(Mode mode) {
        Map<String, String> has = mode.has().entrySet().stream().collect(Collectors.toMap(wanted -> wanted.getKey().name(),
                wanted -> wanted.getValue().toString(), (one, other) -> one, LinkedHashMap::new));
        return new ModeView(mode.name(), has, mode.not().stream().map(Member::name).toList());
    }

    private static String text(Range range) {
        return range == null ? null : range.toString();
    }
}
