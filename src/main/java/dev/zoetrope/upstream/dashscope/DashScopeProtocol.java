package dev.zoetrope.upstream.dashscope;

import jakarta.inject.Singleton;

import dev.zoetrope.model.Media;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.upstream.Protocol;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.upstream.VendorConnector;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;

/**
 * The protocol {@code dashscope}. It carries creates of models whose slots are those of one {@link VideoKind}, as far as the
 * vendor has a place for each member and takes the files together.
 */
@Singleton
class DashScopeProtocol implements Protocol {

    @Override
    public String name() {
        return "dashscope";
    }

    @Override
    public Fault obstacle(GenerationRequest request, Model model) {
        return Obstacle.of(request, model);
    }

    @Override
    public boolean cancelsQueued() {
        return true;
    }

    @Override
    public boolean canCarry(Model model) {
        VideoKind kind = VideoKind.of(model);
        return kind != null && model.members().stream().filter(Member::required).allMatch(member -> member.slots().stream()
                .anyMatch(slot -> kind.takesValue(slot) || kind.fileName(slot) != null));
    }

    @Override
    public boolean takesBytes(Media.Kind kind) {
        return kind == Media.Kind.IMAGE;
    }

    @Override
    public VendorCalls open(VendorConnector connector) {
        return new DashScopeCalls(connector);
    }
}
