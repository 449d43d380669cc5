package dev.zoetrope.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.OperatorFinding;
import dev.zoetrope.video.VendorId;

/**
 * Parses the body of a reconcile into an {@link OperatorFinding}: {@code {"outcome":"created","vendor_id":"…"}} or
 * {@code {"outcome":"not_created"}}. The rules are as strict as for a create, for the same reason: a misspelt member can
 * cost money.
 */
@ApplicationScoped
public class ReconcileBodyReader {
    private static final String OUTCOME = "outcome";
    private static final String VENDOR_ID = "vendor_id";
    private static final String CREATED = "created";
    private static final String NOT_CREATED = "not_created";

    private final RequestLimits limits;
    private final StrictJson json;

    ReconcileBodyReader() {
        this(RequestLimits.DEFAULT);
    }

    ReconcileBodyReader(RequestLimits limits) {
        this.limits = limits;
        this.json = new StrictJson(limits.maxDepth());
    }

    /**
     * Parses and validates one body.
     *
     * @param body the bytes received; null means an empty body
     * @return the operator's finding
     * @throws FailureException 400 {@code invalid_json} if the body is not one JSON object in UTF-8 with distinct names;
     *         422 with every fault
     */
    public OperatorFinding read(byte[] body) {
        List<Fault> unknown = new ArrayList<>();
        Map<String, Object> given = json.read(body == null ? new byte[0] : body, tokens -> parse(tokens, unknown));
        List<Fault> faults = new ArrayList<>();
        checkOutcome(given.get(OUTCOME), faults);
        checkVendorId(given, faults);
        faults.addAll(unknown);
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults.subList(0, Math.min(faults.size(), limits.maxFaults()))).exception();
        }
        return given.get(OUTCOME).equals(CREATED) ? new OperatorFinding.Created((String) given.get(VENDOR_ID))
                : new OperatorFinding.NotCreated();
    }

    /** Reads the known members: a string as it is, any other value as its first token. Null members are absent. */
    private Map<String, Object> parse(JsonParser tokens, List<Fault> unknown) throws IOException {
        Map<String, Object> given = new LinkedHashMap<>();
        StrictJson.forEachMember(tokens, name -> {
            if (!name.equals(OUTCOME) && !name.equals(VENDOR_ID)) {
                addUnknown(name, unknown);
            } else if (tokens.currentToken() == JsonToken.VALUE_STRING) {
                given.put(name, tokens.getText());
            } else if (tokens.currentToken() != JsonToken.VALUE_NULL) {
                given.put(name, tokens.currentToken());
            }
            RawValues.skip(tokens);
        });
        return given;
    }

    private void addUnknown(String name, List<Fault> unknown) {
        if (unknown.size() < limits.maxFaults()) {
            String safeName = SafeName.of(name);
            unknown.add(new Fault(safeName, FaultCode.UNKNOWN_MEMBER, "'" + safeName + "' is not a member of this request"));
        }
    }

    private static void checkOutcome(Object outcome, List<Fault> faults) {
        if (outcome == null) {
            faults.add(new Fault(OUTCOME, FaultCode.REQUIRED, "outcome is required"));
        } else if (!(outcome instanceof String)) {
            faults.add(new Fault(OUTCOME, FaultCode.INVALID_TYPE, "outcome must be a string"));
        } else if (!outcome.equals(CREATED) && !outcome.equals(NOT_CREATED)) {
            faults.add(new Fault(OUTCOME, FaultCode.INVALID_VALUE, "outcome must be created or not_created"));
        }
    }

    private static void checkVendorId(Map<String, Object> given, List<Fault> faults) {
        Object id = given.get(VENDOR_ID);
        if (id == null) {
            if (CREATED.equals(given.get(OUTCOME))) {
                faults.add(new Fault(VENDOR_ID, FaultCode.REQUIRED, "vendor_id is required when the outcome is created"));
            }
        } else if (!(id instanceof String text)) {
            faults.add(new Fault(VENDOR_ID, FaultCode.INVALID_TYPE, "vendor_id must be a string"));
        } else if (NOT_CREATED.equals(given.get(OUTCOME))) {
            faults.add(new Fault(VENDOR_ID, FaultCode.INVALID_VALUE,
                    "vendor_id must be left out when the outcome is not_created"));
        } else if (!VendorId.isValid(text)) {
            faults.add(new Fault(VENDOR_ID, FaultCode.INVALID_VALUE, "vendor_id must be 1 to " + VendorId.MAX_LENGTH
                    + " printable characters"));
        }
    }
}
