package dev.zoetrope.deliver;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.video.Caller;

/** The signing secrets of each caller. No two callers share a secret, so no caller can forge a callback to another. */
@Singleton
public class WebhookSecrets {
    private static final String SETTING = "zoetrope.webhook.secrets";
    private static final String PREFIX = "whsec_";
    private static final String ANY_CALLER = "*";
    /** The length of a secret, by the specification of Standard Webhooks. */
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    private final Map<String, List<byte[]>> byCaller = new HashMap<>();

    /** @throws IllegalStateException if a pair is malformed; the message names the setting and never contains a secret */
    @Inject
    public WebhookSecrets(DeliverConfig config) {
        config.webhook().secrets().orElse(List.of()).stream().filter(pair -> !pair.isBlank()).forEach(this::add);
    }

    /** The secrets of a caller, in the order of the setting; empty if the caller cannot get callbacks. */
    public List<byte[]> of(Caller caller) {
        return byCaller.getOrDefault(caller.id(), byCaller.getOrDefault(ANY_CALLER, List.of()));
    }

    /** Whether there is a secret for callers without one of their own. */
    public boolean hasDefault() {
        return byCaller.containsKey(ANY_CALLER);
    }

    private void add(String pair) {
        int colon = pair.indexOf(':');
        String caller = colon < 0 ? "" : pair.substring(0, colon).strip();
        String secret = colon < 0 ? "" : pair.substring(colon + 1).strip();
        if (!caller.equals(ANY_CALLER) && !caller.matches("[A-Za-z0-9._-]{1,64}") || !secret.startsWith(PREFIX)) {
            throw new IllegalStateException(SETTING + ": each pair must be caller:whsec_<base64>, with only letters, digits,"
                    + " '.', '_' and '-' in the caller's name; at least one pair is not");
        }
        byCaller.computeIfAbsent(caller, any -> new ArrayList<>(2)).add(bytes(caller, secret));
    }

    private static byte[] bytes(String caller, String secret) {
        try {
            byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            if (bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // reported below, without the value
        }
        throw new IllegalStateException(SETTING + ": the secret of '" + caller + "' must be whsec_ and the base64 of "
                + MIN_BYTES + " to " + MAX_BYTES + " bytes");
    }
}
