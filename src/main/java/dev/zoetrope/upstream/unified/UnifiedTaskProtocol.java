package dev.zoetrope.upstream.unified;

import jakarta.inject.Singleton;

import dev.zoetrope.model.Model;
import dev.zoetrope.upstream.Protocol;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.upstream.VendorConnector;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;

/** The protocol {@code unified-task}: the API that this gateway offers to its callers, too. It carries every create. */
@Singleton
class UnifiedTaskProtocol implements Protocol {

    @Override
    public String name() {
        return "unified-task";
    }

    @Override
    public Fault obstacle(GenerationRequest request, Model model) {
        return null;
    }

    @Override
    public VendorCalls open(VendorConnector connector) {
        return new UnifiedTaskCalls(connector);
    }
}
