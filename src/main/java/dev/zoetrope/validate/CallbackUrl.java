package dev.zoetrope.validate;

import dev.zoetrope.guard.AddressScope;
import dev.zoetrope.guard.UrlScope;
import dev.zoetrope.validate.Faults.FieldRef;
import dev.zoetrope.video.Caller;

/**
 * Judges a {@code callback_url} by the policy, as far as the URL alone shows; the address behind a name is judged when it is
 * connected to.
 */
final class CallbackUrl {
    /** Most characters ({@code contract.md}, Create). */
    static final int MAX_LENGTH = 2048;

    private CallbackUrl() {
    }

    /** @param url null for none */
    static void judge(String url, Caller caller, CallbackPolicy policy, Faults faults) {
        if (url == null) {
            return;
        }
        FieldRef spot = FieldRef.of(RequestField.CALLBACK_URL);
        String fault = UrlSyntax.fault(url, !policy.allowsPrivate());
        if (faults.isReplaced(spot)) {
            // its type is wrong, and told already
        } else if (fault != null) {
            faults.add(spot, FaultCode.INVALID_URL, fault);
        } else if (!allowed(url, policy)) {
            faults.add(spot, FaultCode.PRIVATE_ADDRESS, "must lead to a public address");
        }
        if (!policy.takesCallbacks(caller)) {
            faults.add(spot, FaultCode.NO_SIGNING_SECRET,
                    "cannot be used: no signing secret is configured for callbacks");
        }
    }

    private static boolean allowed(String url, CallbackPolicy policy) {
        if (url.length() > MAX_LENGTH) {
            return true; // and told by another rule
        }
        AddressScope reach = UrlScope.of(url).orElse(AddressScope.PUBLIC);
        return reach == AddressScope.PUBLIC || reach == AddressScope.PRIVATE && policy.allowsPrivate();
    }
}
