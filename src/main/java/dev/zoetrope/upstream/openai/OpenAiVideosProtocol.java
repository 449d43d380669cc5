package dev.zoetrope.upstream.openai;

import jakarta.inject.Singleton;

import dev.zoetrope.model.Media;
import dev.zoetrope.model.Model;
import dev.zoetrope.upstream.Protocol;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.upstream.VendorConnector;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;

/**
 * The protocol {@code openai-videos}. It carries prompt, negative prompt, first frame, duration, resolution, ratio and seed. A
 * vendor may need no key.
 */
@Singleton
class OpenAiVideosProtocol implements Protocol {

    @Override
    public String name() {
        return "openai-videos";
    }

    @Override
    public Fault obstacle(GenerationRequest request, Model model) {
        return Obstacle.first(request, model);
    }

    @Override
    public boolean cancelsQueued() {
        return true;
    }

    @Override
    public boolean canCarry(Model model) {
        return Obstacle.hasFields(model);
    }

    @Override
    public boolean takesBytes(Media.Kind kind) {
        return kind == Media.Kind.IMAGE;
    }

    @Override
    public boolean takesParts() {
        return true;
    }

    @Override
    public VendorCalls open(VendorConnector connector) {
        return new OpenAiVideosCalls(connector);
    }
}
