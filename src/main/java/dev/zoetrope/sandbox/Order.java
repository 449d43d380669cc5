package dev.zoetrope.sandbox;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.UrlSyntax;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/**
 * What a create asks the sandbox for, independent of the API that the sandbox speaks.
 *
 * @param model the model, never null
 * @param values the values by slot, with the defaults of the model; without those of files; never null
 * @param files the files in the order of the create; their URLs are http or https; never null
 */
public record Order(Model model, Map<Slot, Object> values, List<InputFile> files) {

    public Order {
        values = Map.copyOf(values);
        files = List.copyOf(files);
    }

    /** The order of a create in the gateway's own form, which {@link dev.zoetrope.validate.RequestReader} has checked. */
    public static Order of(GenerationRequest request, Model model) {
        return new Order(model, values(request, model), model.files(request));
    }

    /**
     * The order of a create in another form.
     *
     * @param given values by slot; a value that is absent is the model's default
     * @param files files with a slot; {@link InputFile#member} is the name of the form, for messages
     * @throws FailureException 422 if a URL is invalid, if the model has no such file, or if one that it needs is missing
     */
    public static Order of(Model model, Map<Slot, Object> given, List<InputFile> files) {
        for (InputFile file : files) {
            String fault = model.has(file.slot()) ? UrlSyntax.fault(file.url(), false) : "is no file of this model";
            if (fault != null) {
                throw invalid(file.member(), FaultCode.INVALID_URL, fault);
            }
        }
        for (Member member : model.members()) {
            if (member.required() && member.slots().stream().noneMatch(
                    slot -> given.containsKey(slot) || files.stream().anyMatch(file -> file.slot() == slot))) {
                throw invalid(member.slots().isEmpty() ? member.name() : member.slots().get(0).word(), FaultCode.REQUIRED,
                        "is required");
            }
        }
        Map<Slot, Object> values = values(new GenerationRequest(model.id(), null, false, Map.of(), null, Map.of()), model);
        values.putAll(given);
        return new Order(model, values, files);
    }

    private static Map<Slot, Object> values(GenerationRequest request, Model model) {
        Map<Slot, Object> values = new EnumMap<>(Slot.class);
        for (Slot slot : Slot.values()) {
            Object value = model.slot(request, slot);
            if (value != null) {
                values.put(slot, value);
            }
        }
        return values;
    }

    /** The 422 about one member. */
    public static FailureException invalid(String member, String code, String predicate) {
        return Failure.invalid(List.of(new Fault(member, code, member + " " + predicate))).exception();
    }

    /** The text of the prompt; null: none. */
    String prompt() {
        return values.get(Slot.PROMPT) instanceof String text ? text : null;
    }
}
