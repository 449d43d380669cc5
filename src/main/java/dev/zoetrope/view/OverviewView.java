package dev.zoetrope.view;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What an operator sees at a glance. Counts of creates and polls are those of this process since its start; those of tasks and
 * callbacks are those of the ledger.
 *
 * @param object always {@code operator.overview}
 * @param version of the gateway
 * @param now unix seconds of this process
 * @param since when this process started, in unix seconds
 * @param vendors in the order of the settings
 * @param creates sent creates by outcome
 * @param polls polls of all vendors
 * @param tasks tasks by status
 * @param waiting creates that wait to be sent, by caller, the most first
 * @param unknown the number of tasks whose outcome is unknown, among the newest 10,000 failed ones
 * @param callbacks callbacks that are not delivered
 */
public record OverviewView(String object, String version, long now, long since, List<VendorView> vendors,
        Map<String, Long> creates, long polls, Map<String, Long> tasks, List<WaitingView> waiting, int unknown,
        CallbacksView callbacks) {

    /**
     * @param name the name in the settings
     * @param protocol the name of its protocol
     * @param sandbox whether it is the sandbox in this process
     * @param running the maximum number of live tasks; absent: no limit
     * @param createsPerSecond the maximum number of creates in any second; absent: no limit
     * @param asksPerSecond the maximum number of polls in any second
     * @param freePlaces how many more creates may begin now; absent: no limit
     * @param outage why no create reaches it; absent if creates do
     * @param keys its keys
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VendorView(String name, String protocol, boolean sandbox, Integer running,
            @JsonProperty("creates_per_second") Integer createsPerSecond, @JsonProperty("asks_per_second") int asksPerSecond,
            @JsonProperty("free_places") Integer freePlaces, String outage, List<KeyView> keys) {
    }

    /**
     * @param name a hash of the key, or {@code none}
     * @param live the number of its live tasks, as far as this process knows
     * @param breaker the circuit breaker of creates: {@code closed} or {@code open}
     * @param restsUntil until when it gets no creates, in unix seconds; absent if it does not rest
     * @param lastFailure the outcome of the last create that was not accepted; absent if there is none
     * @param lastFailureAt when that was, in unix seconds; absent if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KeyView(String name, int live, String breaker, @JsonProperty("rests_until") Long restsUntil,
            @JsonProperty("last_failure") String lastFailure, @JsonProperty("last_failure_at") Long lastFailureAt) {
    }

    /**
     * @param caller the name in the settings
     * @param creates the number of its creates that wait
     */
    public record WaitingView(String caller, int creates) {
    }

    /**
     * @param waiting the number of those that are still attempted
     * @param givenUp the number of those that are not
     * @param newest of those that are not, the newest
     */
    public record CallbacksView(long waiting, @JsonProperty("given_up") long givenUp, List<DeadCallbackView> newest) {
    }

    /**
     * A callback that was given up.
     *
     * @param id the {@code webhook-id}; an operator can redeliver it
     * @param task the id of its task
     * @param caller the owner of the task
     * @param receiver scheme, host and port of the URL
     * @param lastTry unix seconds; absent if there was no attempt
     * @param lastStatus the HTTP status of the last answer; absent if there was none
     * @param lastError a short code for the failure; absent if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeadCallbackView(String id, String task, String caller, String receiver,
            @JsonProperty("last_try") Long lastTry, @JsonProperty("last_status") Integer lastStatus,
            @JsonProperty("last_error") String lastError) {
    }
}
