package dev.zoetrope.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Pin;

/**
 * The tries of one create, at one vendor and key after another, and what they mean together. The next one may be tried only
 * after an outcome that proves that nothing was accepted and that is not about the create itself. Not thread-safe: the tries
 * of a create follow each other.
 */
public final class SendRound {
    private final Map<String, Instant> resumeAt;
    private final Set<Pin> tried = new HashSet<>();
    private final Set<String> unreachable = new HashSet<>();
    private final List<SendOutcome.Refused> refusals = new ArrayList<>();
    /** The shortest wait that a vendor asked for; null while none did. */
    private Duration retryAfter;
    private boolean unsent;

    /** @param resumeAt until when each pin that deferred the create in an earlier round is to wait */
    public SendRound(Map<String, Instant> resumeAt) {
        this.resumeAt = new HashMap<>(resumeAt);
    }

    /** Whether the create may be sent to another vendor or key after this outcome. */
    public static boolean mayTryNext(SendOutcome outcome) {
        return outcome instanceof SendOutcome.NotSent || outcome instanceof SendOutcome.Deferred
                || outcome instanceof SendOutcome.Refused refused && refused.isAboutAccount();
    }

    /** Records the outcome of a try. */
    public void record(Pin pin, SendOutcome outcome, Instant now) {
        tried.add(pin);
        if (outcome instanceof SendOutcome.Refused refused) {
            refusals.add(refused);
        } else if (outcome instanceof SendOutcome.Deferred deferred && deferred.retryAfter() != null) {
            retryAfter = retryAfter == null || deferred.retryAfter().compareTo(retryAfter) < 0 ? deferred.retryAfter()
                    : retryAfter;
            resumeAt.put(pin.toString(), now.plus(deferred.retryAfter()));
        } else {
            unsent = true;
            if (outcome instanceof SendOutcome.NotSent) {
                unreachable.add(pin.vendor());
            }
        }
    }

    /** Whether this vendor and key are still to be tried. */
    boolean isOpen(Pin pin, Instant now) {
        Instant resume = resumeAt.get(pin.toString());
        return !tried.contains(pin) && !unreachable.contains(pin.vendor()) && (resume == null || !now.isBefore(resume));
    }

    /** Whether this vendor and key were not tried in this round. */
    boolean isUntried(Pin pin) {
        return !tried.contains(pin);
    }

    /** Until when each pin that deferred the create is to wait, in this round and before. */
    public Map<String, Instant> resumeAt(Instant now) {
        Map<String, Instant> later = new HashMap<>(resumeAt);
        later.values().removeIf(time -> !time.isAfter(now));
        return later;
    }

    /**
     * What the tries mean together: not sent or deferred if one of them was, because a later round may succeed; otherwise a
     * refusal, which is that of a lack of money if one of them was.
     *
     * @param last the outcome of the last try, after which no other one is possible now
     * @param othersLater whether a vendor and key that was not tried may take the create later
     */
    public SendOutcome overall(SendOutcome last, boolean othersLater) {
        if (!mayTryNext(last)) {
            return last;
        }
        if (unsent || othersLater && retryAfter == null) {
            return new SendOutcome.NotSent();
        }
        if (retryAfter != null) {
            return new SendOutcome.Deferred(retryAfter);
        }
        return refusals.size() == 1 ? refusals.get(0)
                : refusals.stream().filter(refusal -> refusal.subject() == Subject.MONEY).findFirst()
                        .orElseGet(() -> SendOutcome.Refused.of(Failure.badGateway("upstream_refused",
                                "Each vendor of this model refuses the gateway's account."), Subject.ACCOUNT));
    }
}
