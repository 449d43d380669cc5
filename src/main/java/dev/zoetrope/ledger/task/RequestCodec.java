package dev.zoetrope.ledger.task;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;

import dev.zoetrope.video.Dialect;
import dev.zoetrope.video.GenerationRequest;

/**
 * The stored JSON of a request: the names below, and the members of the model between them. A member that has one of these
 * names is stored in the object {@code _members}. No member has a name that begins with an underscore, so later versions can
 * add such names; this version skips those that it does not know.
 */
public final class RequestCodec {
    private static final String MODEL = "model";
    private static final String MODE = "mode";
    private static final String MODE_STATED = "mode_stated";
    private static final String CALLBACK_URL = "callback_url";
    private static final String EXTRA = "extra";
    private static final String MEMBERS = "_members";
    private static final String DIALECT = "_dialect";
    private static final String ECHO = "_echo";
    private static final Set<String> OWN_NAMES = Set.of(MODEL, MODE, MODE_STATED, CALLBACK_URL, EXTRA);

    private RequestCodec() {
    }

    public static String write(GenerationRequest request) {
        return JsonText.write(json -> {
            json.writeStringField(MODEL, request.model());
            if (request.mode() != null) {
                json.writeStringField(MODE, request.mode());
                json.writeBooleanField(MODE_STATED, request.modeStated());
            }
            Map<String, Object> nested = new LinkedHashMap<>(0);
            for (Map.Entry<String, Object> member : request.members().entrySet()) {
                if (isFlat(member.getKey())) {
                    json.writeFieldName(member.getKey());
                    JsonTree.write(json, member.getValue());
                } else {
                    nested.put(member.getKey(), member.getValue());
                }
            }
            JsonText.string(json, CALLBACK_URL, request.callbackUrl());
            object(json, MEMBERS, nested);
            object(json, EXTRA, request.extra());
            if (request.dialect() != null) {
                json.writeStringField(DIALECT, request.dialect().name());
                object(json, ECHO, request.dialect().echo());
            }
        });
    }

    private static boolean isFlat(String member) {
        return !member.startsWith("_") && !OWN_NAMES.contains(member);
    }

    private static void object(JsonGenerator json, String name, Map<String, ?> members)
            throws IOException {
        if (!members.isEmpty()) {
            json.writeFieldName(name);
            JsonTree.write(json, members);
        }
    }

    public static GenerationRequest read(String text) {
        ParsedRequest parsed = new ParsedRequest();
        JsonText.read(text, parsed::readMember);
        return new GenerationRequest(parsed.model, parsed.mode, parsed.modeStated, parsed.members, parsed.callbackUrl,
                parsed.extra, parsed.dialect == null ? null : new Dialect(parsed.dialect, parsed.echo));
    }

    /** The values read so far. */
    private static final class ParsedRequest {
        private String model;
        private String mode;
        private boolean modeStated;
        private final Map<String, Object> members = new LinkedHashMap<>();
        private String callbackUrl;
        private final Map<String, Object> extra = new LinkedHashMap<>();
        private String dialect;
        private final Map<String, String> echo = new LinkedHashMap<>();

        private void readMember(String name, JsonParser json) throws IOException {
            switch (name) {
                case MODEL -> model = json.getText();
                case MODE -> mode = json.getText();
                case MODE_STATED -> modeStated = json.getBooleanValue();
                case CALLBACK_URL -> callbackUrl = json.getText();
                case EXTRA -> readObject(json, extra);
                case MEMBERS -> readObject(json, members);
                case DIALECT -> dialect = json.getText();
                case ECHO -> JsonText.readObject(json, (word, value) -> echo.put(word, value.getText()));
                default -> {
                    if (isFlat(name)) {
                        members.put(name, JsonTree.read(json));
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }

        private static void readObject(JsonParser json, Map<String, Object> values) throws IOException {
            JsonText.readObject(json, (member, value) -> values.put(member, JsonTree.read(value)));
        }
    }
}
