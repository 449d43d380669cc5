package dev.zoetrope.dialect.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.zoetrope.dialect.VideoSize;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.JsonNumber;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.MemberType;
import dev.zoetrope.model.Model;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Dialect;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/** Maps the fields of one create to the members of its model. One instance per create; not thread-safe. */
final class CreateMapper {
    private static final String IMAGE_URL = "image_url";
    private static final String FILE_ID = "file_id";

    private final CreateFields fields;
    private final Model model;
    private final RequestReader reader;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, String> echo = new LinkedHashMap<>();
    /** The fields of this API that are no members of the model under their own names. */
    private final Set<String> placed = new HashSet<>(Set.of(CreateFields.MODEL));
    /** The fields that stand for members, by the names of the members. */
    private final Map<String, String> fieldOf = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    CreateMapper(CreateFields fields, Model model, RequestReader reader) {
        this.fields = fields;
        this.model = model;
        this.reader = reader;
    }

    /**
     * Maps and checks the create.
     *
     * @param name the name of the model, as answers repeat it
     * @throws FailureException 422 with every fault, under the names that the caller can use
     */
    GenerationRequest map(String name, Caller caller) {
        members.put(CreateFields.MODEL, model.id());
        echo.put(CreateFields.MODEL, name);
        place(CreateFields.PROMPT, VideoSize.member(model, Slot.PROMPT), fields.get(CreateFields.PROMPT));
        placeSeconds();
        placeSize();
        placeReference();
        fields.values().forEach((field, value) -> {
            if (!placed.contains(field)) {
                members.put(field, fields.isForm() && value instanceof String text
                        ? FormText.convert(model.member(field), text, reader)
                        : value);
            }
        });
        return check(caller);
    }

    /**
     * Puts the value of a field under the name of a member.
     *
     * @param member null: the model has no such member, so the field is one that it does not know
     * @param value null: the field is absent
     */
    private void place(String field, Member member, Object value) {
        if (member == null) {
            return;
        }
        placed.add(field);
        if (member.name().equals(field) || fields.get(member.name()) == null) {
            fieldOf.put(member.name(), field);
            if (value != null) {
                members.put(member.name(), value);
            }
        } else if (value != null) {
            faults.add(CreateFields.fault(field, FaultCode.INVALID_VALUE,
                    "must not be beside " + member.name() + ", which has the same meaning"));
        }
    }

    /** The seconds are a text in this API; a number is accepted. */
    private void placeSeconds() {
        Member member = VideoSize.member(model, Slot.DURATION);
        Object value = fields.get(CreateFields.SECONDS);
        String text = value instanceof JsonNumber number ? number.text() : value instanceof String words ? words : null;
        if (text != null) {
            echo.put(CreateFields.SECONDS, text);
        }
        place(CreateFields.SECONDS, member,
                text == null || member == null ? value : FormText.convert(member, text, reader));
    }

    private void placeSize() {
        Object value = fields.get(CreateFields.SIZE);
        String text = value instanceof String words ? words : null;
        if (text != null) {
            echo.put(CreateFields.SIZE, text);
        }
        if (model.member(CreateFields.SIZE) != null) {
            return; // a member of the model, like any other
        }
        VideoSize size = new VideoSize(model);
        Map<String, Object> chosen = text == null ? null : size.choose(text);
        if (value != null && chosen == null) {
            faults.add(CreateFields.fault(CreateFields.SIZE, FaultCode.INVALID_VALUE, size.expectation()));
        }
        placed.add(CreateFields.SIZE);
        size.members().forEach(
                member -> place(CreateFields.SIZE, member, chosen == null ? null : chosen.get(member.name())));
    }

    /** The first frame if the model has one, else its first reference. */
    private void placeReference() {
        Member frame = VideoSize.member(model, Slot.FIRST_FRAME);
        Member member = frame == null ? VideoSize.member(model, Slot.REFERENCE_IMAGES) : frame;
        Object value = fields.get(CreateFields.REFERENCE);
        Object url = value instanceof Map<?, ?> reference ? url(reference) : value;
        if (url != null && member == null) {
            placed.add(CreateFields.REFERENCE);
            faults.add(CreateFields.fault(CreateFields.REFERENCE, FaultCode.UNKNOWN_MEMBER,
                    "cannot be used with this model: it takes no first frame and no reference"));
        }
        place(CreateFields.REFERENCE, member,
                url != null && member != null && member.type() == MemberType.URLS ? List.of(url) : url);
    }

    private Object url(Map<?, ?> reference) {
        Object url = reference.containsKey(IMAGE_URL) ? reference.get(IMAGE_URL) : reference.get(FILE_ID);
        if (reference.size() == 1 && url != null) {
            return url;
        }
        placed.add(CreateFields.REFERENCE);
        faults.add(CreateFields.fault(CreateFields.REFERENCE, FaultCode.INVALID_VALUE,
                "must have either " + IMAGE_URL + " or " + FILE_ID));
        return null;
    }

    private GenerationRequest check(Caller caller) {
        GenerationRequest request = null;
        try {
            request = reader.read(members, caller, new Dialect(VideoViews.DIALECT, echo));
        } catch (FailureException refusal) {
            if (refusal.failure().faults().isEmpty()) {
                throw refusal;
            }
            Set<String> known = new HashSet<>();
            faults.forEach(fault -> known.add(fault.param()));
            refusal.failure().faults().stream().map(this::renamed).filter(fault -> !known.contains(fault.param()))
                    .forEach(faults::add);
        }
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
        return request;
    }

    /** The same fault under the name of the field. */
    private Fault renamed(Fault fault) {
        String field = fieldOf.get(fault.param());
        if (field == null || !fault.message().startsWith(fault.param())) {
            return fault;
        }
        String predicate = fault.message().substring(fault.param().length());
        return new Fault(field, fault.code(),
                field + (field.equals(CreateFields.REFERENCE) ? predicate.replaceFirst("^\\[0]", "") : predicate));
    }
}
