package dev.zoetrope.dialect.openai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.files.FormPart;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.validate.SafeName;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;

/**
 * The fields of a create, by name and in the order of the body, without null for the fields of this API. They do not depend on
 * the boundary of a form, which differs from try to try.
 *
 * @param values of JSON: as {@link dev.zoetrope.validate.RequestReader#parse} gives them; of a form: String, or a list of
 *        String for names that end in {@code []}. {@link #REFERENCE} is a String or a map in both
 * @param isForm whether the values are those of a form
 */
record CreateFields(Map<String, Object> values, boolean isForm) {
    static final String MODEL = "model";
    static final String PROMPT = "prompt";
    static final String SECONDS = "seconds";
    static final String SIZE = "size";
    static final String REFERENCE = "input_reference";
    private static final String LIST_SUFFIX = "[]";
    private static final Pattern REFERENCE_MEMBER = Pattern.compile(REFERENCE + "\\[([^\\[\\]]+)]");

    /** @param members as {@link dev.zoetrope.validate.RequestReader#parse} gives them */
    static CreateFields ofJson(Map<String, Object> members) {
        Map<String, Object> values = new LinkedHashMap<>(members);
        for (String name : List.of(MODEL, PROMPT, SECONDS, SIZE, REFERENCE)) {
            values.remove(name, null);
        }
        return new CreateFields(values, false);
    }

    /** The value of a field; null if it is absent. */
    Object get(String name) {
        return values.get(name);
    }

    /**
     * @param parts a file has the text of its id
     * @throws FailureException 422 if a field is there twice
     */
    static CreateFields ofForm(List<FormPart> parts) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, List<String>> lists = new LinkedHashMap<>();
        Map<String, String> reference = new LinkedHashMap<>();
        for (FormPart part : parts) {
            String name = part.name();
            String text = part.text();
            Matcher member = REFERENCE_MEMBER.matcher(name);
            if (name.endsWith(LIST_SUFFIX)) {
                lists.computeIfAbsent(name.substring(0, name.length() - LIST_SUFFIX.length()), first -> new ArrayList<>())
                        .add(text);
            } else if ((member.matches() ? reference.put(member.group(1), text) : values.put(name, text)) != null) {
                throw twice(name);
            }
        }
        Map<String, Object> joined = new LinkedHashMap<>(lists);
        if (!reference.isEmpty()) {
            joined.put(REFERENCE, reference);
        }
        joined.forEach((name, value) -> {
            if (values.put(name, value) != null) {
                throw twice(name);
            }
        });
        return new CreateFields(values, true);
    }

    private static FailureException twice(String name) {
        return Failure.invalid(List.of(fault(name, FaultCode.INVALID_VALUE, "must be given once"))).exception();
    }

    /** @param name any text of the caller */
    static Fault fault(String name, String code, String predicate) {
        String safe = SafeName.of(name);
        return new Fault(safe, code, safe + " " + predicate);
    }
}
