package dev.zoetrope.validate;

import dev.zoetrope.guard.AddressScope;
import dev.zoetrope.guard.UrlScope;
import dev.zoetrope.validate.Faults.FieldRef;
import dev.zoetrope.video.Caller;

/**
 * Checks a {@code callback_url} against the {@link CallbackPolicy}. The check sees only the text of the URL: the addresses
 * of a host name are checked when the gateway connects.
 */
final class CallbackUrl {
    /** Maximum length in characters ({@code docs/contract.md}, Create). */
    static final int MAX_LENGTH = 2048;

    private CallbackUrl() {
    }

    /** @param url null if the body has no {@code callback_url} */
    static void check(String url, Caller caller, CallbackPolicy policy, Faults faults) {
        if (url == null) {
            return;
        }
        FieldRef position = FieldRef.of(RequestField.CALLBACK_URL);
        String fault = UrlSyntax.fault(url, !policy.allowsPrivateAddresses());
        if (faults.isPlaceholder(position)) {
            // the parser has reported its wrong type
        } else if (fault != null) {
            faults.add(position, FaultCode.INVALID_URL, fault);
        } else if (!isAllowedAddress(url, policy)) {
            faults.add(position, FaultCode.PRIVATE_ADDRESS, "must point to a public address");
        }
        if (!policy.acceptsCallbacks(caller)) {
            faults.add(position, FaultCode.NO_SIGNING_SECRET,
                    "cannot be used: no signing secret is configured for callbacks");
        }
    }

    private static boolean isAllowedAddress(String url, CallbackPolicy policy) {
        if (url.length() > MAX_LENGTH) {
            return true; // the constraint on WireBody reports the length
        }
        AddressScope reach = UrlScope.of(url).orElse(AddressScope.PUBLIC);
        return reach == AddressScope.PUBLIC || reach == AddressScope.PRIVATE && policy.allowsPrivateAddresses();
    }
}
