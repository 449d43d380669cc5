package dev.zoetrope.deliver;

import java.util.Map;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Receiver;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;

/** A gateway that may send callbacks to this machine, and a receiver for them. */
public class WithReceiver extends WithFakeVendor {
    private final Receiver receiver = new Receiver();

    @Override
    public Map<String, String> tightened() {
        return Map.of("zoetrope.webhook.secrets", Secrets.SETTING, "zoetrope.webhook.allow-private", "true",
                "zoetrope.webhook.timeout", "5s", "zoetrope.webhook.file-wait", "1s", "zoetrope.track.interval", "50ms",
                "test.track.pace", "10ms");
    }

    @Override
    public void inject(TestInjector injector) {
        super.inject(injector);
        injector.injectIntoFields(receiver, new TestInjector.MatchesType(Receiver.class));
    }

    @Override
    public void stop() {
        super.stop();
        receiver.close();
    }

    /** A vendor whose task is completed at the first poll. */
    static FakeVendor.Reply completing(FakeVendor vendor) {
        return (request, vendorId) -> {
            vendor.onQuery(vendorId, Replies.completed("https://cdn.example.com/film.mp4"));
            Replies.accepted().to(request, vendorId);
        };
    }
}
