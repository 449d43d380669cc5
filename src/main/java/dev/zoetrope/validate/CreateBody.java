package dev.zoetrope.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.Finding;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.model.WellFormed;

/**
 * The body of {@code POST /v1/videos/generations} as its model reads it. A body without a known model is checked with the only
 * model of the gateway; if there are several, only its model is reported.
 *
 * @param model null if the body names no known model and the gateway has several
 * @param reading the members; null if the model is null
 * @param findings the faults of the model's name and of the members; empty if there are none
 */
@ValidForModel
record CreateBody(Model model, Model.Reading reading, List<Finding> findings) {

    /** Maximum number of models that a message lists. */
    private static final int MAX_NAMED = 40;
    static final String MODEL = "model";
    static final String CALLBACK_URL = "callback_url";

    static CreateBody of(Map<String, Object> members, Models models) {
        Object name = members.get(MODEL);
        Model named = name instanceof String id ? models.find(id) : null;
        Model model = named == null && models.all().size() == 1 ? models.all().get(0) : named;
        Model.Reading reading = model == null ? null : model.read(members);
        List<Finding> findings = reading == null ? List.of() : reading.findings();
        if (named == null) {
            findings = new ArrayList<>(findings);
            findings.add(0, unknown(name, models));
        }
        return new CreateBody(model, reading, findings);
    }

    private static Finding unknown(Object name, Models models) {
        if (name == null) {
            return finding(FaultCode.REQUIRED, "is required");
        }
        if (!(name instanceof String text)) {
            return finding(FaultCode.INVALID_TYPE, "must be a string");
        }
        return WellFormed.isWellFormed(text)
                ? finding(FaultCode.MODEL_NOT_FOUND, "must name a known model: " + named(models))
                : finding(FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
    }

    private static String named(Models models) {
        List<String> ids = models.ids();
        return ids.size() <= MAX_NAMED ? String.join(", ", ids)
                : String.join(", ", ids.subList(0, MAX_NAMED)) + " and others (GET /v1/models)";
    }

    private static Finding finding(String code, String predicate) {
        return new Finding(MODEL, Finding.WHOLE_MEMBER, code, predicate);
    }

    /** Whether a create with this model can have the member. True for every name if the model is unknown. */
    boolean knows(String name) {
        return model == null || name.equals(MODEL) || name.equals(CALLBACK_URL) || model.member(name) != null;
    }

    /** The names of the members in the order in which faults are listed. */
    List<String> order() {
        List<String> order = new ArrayList<>();
        order.add(MODEL);
        if (model != null) {
            model.members().stream().map(Member::name).forEach(order::add);
        }
        order.add(CALLBACK_URL);
        return order;
    }

    /** Without values, because a body may get into a log line. */
    @Override
    public String toString() {
        return "CreateBody[" + (model == null ? "unknown model" : model.id()) + ", " + findings.size() + " faults]";
    }
}
