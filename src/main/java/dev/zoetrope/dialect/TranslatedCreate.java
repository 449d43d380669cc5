package dev.zoetrope.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.zoetrope.files.BareBase64;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Dialect;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/**
 * A create of another API as members of a model. The API gives each value a slot; {@code validate} checks the members. One
 * instance per create; not thread-safe.
 */
public final class TranslatedCreate {
    static final String MODEL = "model";
    private static final String REPEATED = "must not be given: another value of this create has the same meaning";

    private final Model model;
    private final Dialect dialect;
    private final FaultNames names;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final List<TranslatedFile> files = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    /**
     * A create with a known model.
     *
     * @param name the name of the model in the body
     * @param dialect the name of the other API
     * @param ofSlots the name of a slot in the other API, for faults of a member that is missing
     */
    public TranslatedCreate(Model model, String name, String dialect, Map<Slot, String> ofSlots) {
        this.model = model;
        this.dialect = new Dialect(dialect, Map.of(MODEL, name));
        this.names = new FaultNames(model, ofSlots);
        members.put(MODEL, model.id());
    }

    private TranslatedCreate(Object name, Dialect dialect) {
        this.model = null;
        this.dialect = dialect;
        this.names = null;
        members.put(MODEL, name);
    }

    /**
     * A create whose only fault that counts is its model.
     *
     * @param name the value of the body; null if it has none
     */
    public static TranslatedCreate withUnknownModel(Object name, String dialect) {
        return new TranslatedCreate(name, new Dialect(dialect, Map.of()));
    }

    /**
     * Gives a slot a value that is no file. A word counts in any case: {@code 720P} is {@code 720p}.
     *
     * @param value a value as {@link RequestReader#parse} gives it; null counts as absent
     * @param name the name of the value in the other API
     * @return whether the model has a member for the slot
     */
    public boolean put(Slot slot, Object value, String name) {
        Member member = model.members().stream().filter(one -> one.media() == null && one.slots().contains(slot)).findFirst()
                .orElse(null);
        if (member != null && value != null) {
            members.put(member.name(), word(member, value));
            names.put(member.name(), List.of(name));
        }
        return member != null;
    }

    private static Object word(Member member, Object value) {
        return member.allowed() == null || !(value instanceof String given) ? value
                : Stream.concat(member.allowed().values().stream(), member.allowed().aliases().keySet().stream())
                        .filter(word -> given.equalsIgnoreCase(word.toString())).findFirst().orElse(value);
    }

    /** Adds a member under the name of the model. */
    public void putMember(String name, Object value) {
        members.put(name, value);
    }

    /**
     * Adds a member that has another name in the other API.
     *
     * @param member the name of the model, or {@code callback_url}. If it has a value already, this one is a fault
     * @param name the name of the value in the other API
     */
    public void putMember(String member, Object value, String name) {
        if (members.containsKey(member)) {
            addFault(name, FaultCode.INVALID_VALUE, REPEATED);
        } else {
            members.put(member, value);
            names.put(member, List.of(name));
        }
    }

    /**
     * Adds a file. Files of the same slot keep their order.
     *
     * @param url the value of the body: a URL or bare base64; the model checks that it is a URL
     * @param name the name of the URL in the other API
     */
    public void addFile(Slot slot, Object url, String name) {
        Object file = url instanceof String text && BareBase64.matches(text) ? BareBase64.toDataUrl(text) : url;
        files.add(new TranslatedFile(slot, file, name));
    }

    /** Adds a fault of the body that {@code validate} cannot see. */
    public void addFault(String name, String code, String predicate) {
        faults.add(new Fault(name, code, name + " " + predicate));
    }

    /**
     * Checks the create. Faults of {@code validate} have the names of the model; {@link #rename} replaces them.
     *
     * @throws FailureException 422 with every fault
     */
    GenerationRequest read(RequestReader reader, Caller caller) {
        if (model != null) {
            placeFiles();
        }
        try {
            GenerationRequest request = reader.read(members, caller, dialect);
            if (faults.isEmpty()) {
                return request;
            }
        } catch (FailureException e) {
            e.failure().faults().stream().filter(fault -> model != null || fault.param().equals(MODEL)).forEach(faults::add);
        }
        throw Failure.invalid(faults).exception();
    }

    private void placeFiles() {
        FilePlacement placement = FilePlacement.of(model, files);
        placement.files().forEach((member, placed) -> {
            if (members.containsKey(member.name())) {
                addFault(placed.get(0).name(), FaultCode.INVALID_VALUE, REPEATED);
                return;
            }
            List<Object> urls = placed.stream().map(TranslatedFile::url).toList();
            members.put(member.name(), member.type().isList() ? urls : urls.get(0));
            names.put(member.name(), placed.stream().map(TranslatedFile::name).toList());
        });
        if (placement.mode() != null) {
            model.members().stream().filter(Member::tellsMode).findFirst()
                    .ifPresent(teller -> members.put(teller.name(), placement.mode().name()));
        }
        placement.rest().forEach(file -> addFault(file.name(), "invalid_value", "cannot be used with this model"
                + (files.size() > 1 ? " together with the other files of this create" : "")));
    }

    /** A failure of this create with the names of the other API. */
    FailureException rename(FailureException thrown) {
        List<Fault> found = thrown.failure().faults();
        return model == null || found.isEmpty() ? thrown
                : Failure.invalid(found.stream().map(names::translate).toList()).exception();
    }
}
