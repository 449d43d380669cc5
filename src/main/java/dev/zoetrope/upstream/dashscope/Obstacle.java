package dev.zoetrope.upstream.dashscope;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/** Finds what the vendor has no place for in one create: nothing that the caller asked for may be left out silently. */
final class Obstacle {
    /** The code of each fault. */
    static final String UNSUPPORTED = "unsupported_by_vendor";

    private final GenerationRequest request;
    private final Model model;
    private final VideoKind kind;

    private Obstacle(GenerationRequest request, Model model, VideoKind kind) {
        this.request = request;
        this.model = model;
        this.kind = kind;
    }

    /**
     * The first thing that the vendor has no place for.
     *
     * @return the member as the caller wrote it, with the reason; null if the vendor has a place for everything
     */
    static Fault of(GenerationRequest request, Model model) {
        VideoKind kind = VideoKind.of(model);
        if (kind == null) {
            return fault("model", "cannot be used with this vendor, which has no such kind of video");
        }
        return new Obstacle(request, model, kind).find();
    }

    static Fault fault(String member, String reason) {
        return new Fault(member, UNSUPPORTED, member + " " + reason);
    }

    private Fault find() {
        if (!request.extra().isEmpty()) {
            return fault(request.extra().keySet().iterator().next(),
                    "cannot be sent to this vendor, because the model does not define it and the vendor has another API");
        }
        for (Map.Entry<String, Object> given : request.members().entrySet()) {
            Member member = model.member(given.getKey());
            if (member == null || member.media() == null && !isCarried(member, given.getValue())) {
                return fault(given.getKey(),
                        "cannot be sent to this vendor, which has no such parameter for this kind of video");
            }
        }
        List<InputFile> files = model.files(request);
        for (InputFile file : files) {
            if (kind.fileName(file.slot()) == null) {
                return fault(MediaSet.memberOf(file), "cannot be sent to this vendor, which takes no such file for this kind of"
                        + " video");
            }
        }
        return MediaSet.of(kind).obstacle(files, model);
    }

    /**
     * Whether the body has a place for the value of a member that is no file. If two members have the same slot, the body has
     * a place for the first one only, because {@link Model#slot} returns its value or its default.
     */
    private boolean isCarried(Member member, Object value) {
        boolean single = !(value instanceof List) && !(value instanceof Map);
        return single && !member.slots().isEmpty() && Set.copyOf(member.slots()).size() == 1
                && kind.takesValue(member.slots().get(0)) && member.equals(first(member.slots().get(0)));
    }

    private Member first(Slot slot) {
        return model.members().stream().filter(member -> member.slots().contains(slot)).findFirst().orElse(null);
    }
}
