package dev.zoetrope.validate;

import dev.zoetrope.model.Models;
import dev.zoetrope.video.Caller;

/** A reader without an application, for tests of other packages. It accepts callbacks and refuses unknown members. */
public final class PlainReader {
    private PlainReader() {
    }

    public static RequestReader of(Models models) {
        return new RequestReader(models, Readings.VALIDATOR, () -> UnknownMembers.REJECT, new CallbackPolicy() {
            @Override
            public boolean acceptsCallbacks(Caller caller) {
                return true;
            }

            @Override
            public boolean allowsPrivateAddresses() {
                return false;
            }
        });
    }
}
