package dev.zoetrope.validate;

import dev.zoetrope.guard.AddressScope;
import dev.zoetrope.guard.UrlScope;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.Finding;
import dev.zoetrope.model.UrlSyntax;
import dev.zoetrope.model.WellFormed;
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

    /** @param raw the member of the body; null if the body has none */
    static void check(Object raw, Caller caller, CallbackPolicy policy, Faults faults) {
        if (raw == null) {
            return;
        }
        if (!(raw instanceof String url)) {
            faults.add(finding(FaultCode.INVALID_TYPE, "must be a string"));
        } else if (!WellFormed.isWellFormed(url)) {
            faults.add(finding(FaultCode.INVALID_TEXT, WellFormed.PREDICATE));
        } else {
            checkText(url, policy, faults);
        }
        if (!policy.acceptsCallbacks(caller)) {
            faults.add(finding(FaultCode.NO_SIGNING_SECRET, "cannot be used: no signing secret is configured for callbacks"));
        }
    }

    private static void checkText(String url, CallbackPolicy policy, Faults faults) {
        boolean tooLong = url.length() > MAX_LENGTH && url.codePointCount(0, url.length()) > MAX_LENGTH;
        String fault = UrlSyntax.fault(url, !policy.allowsPrivateAddresses());
        if (fault != null) {
            faults.add(finding(FaultCode.INVALID_URL, fault));
        } else if (!tooLong && !isAllowedAddress(url, policy)) {
            faults.add(finding(FaultCode.PRIVATE_ADDRESS, "must point to a public address"));
        }
        if (tooLong) {
            faults.add(finding(FaultCode.TOO_LONG, "must be at most " + MAX_LENGTH + " characters long"));
        }
    }

    private static Finding finding(String code, String predicate) {
        return new Finding(CreateBody.CALLBACK_URL, Finding.WHOLE_MEMBER, code, predicate);
    }

    private static boolean isAllowedAddress(String url, CallbackPolicy policy) {
        AddressScope reach = UrlScope.of(url).orElse(AddressScope.PUBLIC);
        return reach == AddressScope.PUBLIC || reach == AddressScope.PRIVATE && policy.allowsPrivateAddresses();
    }
}
