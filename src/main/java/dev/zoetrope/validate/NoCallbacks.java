package dev.zoetrope.validate;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.video.Caller;
import io.quarkus.arc.DefaultBean;

/** The policy while no caller can have a signing secret: no callbacks. Any other bean of the type takes its place. */
@DefaultBean
@ApplicationScoped
public class NoCallbacks implements CallbackPolicy {

    @Override
    public boolean takesCallbacks(Caller caller) {
        return false;
    }

    @Override
    public boolean allowsPrivate() {
        return false;
    }
}
