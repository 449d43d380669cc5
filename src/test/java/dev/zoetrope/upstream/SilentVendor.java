package dev.zoetrope.upstream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.smallrye.mutiny.Uni;

/** A vendor that receives every create and never answers. */
public class SilentVendor extends Upstream {
    public final List<SendPermit> creates = new CopyOnWriteArrayList<>();

    public SilentVendor() {
        super(null, null, null, null, null, null, null, null);
    }

    @Override
    public Uni<SendOutcome> create(SendPermit permit) {
        permit.submit();
        creates.add(permit);
        return Uni.createFrom().nothing();
    }
}
