package dev.zoetrope.upstream;

import dev.zoetrope.model.Model;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import io.smallrye.mutiny.Uni;

/** Creates of these tests name no uploaded files. */
final class NoUploads implements UploadHandover {

    @Override
    public Fault obstacle(GenerationRequest request, Model model, VendorSpec vendor, Protocol protocol) {
        return null;
    }

    @Override
    public Uni<Handed> handOver(GenerationRequest request, Model model, VendorSpec vendor, Protocol protocol) {
        return Uni.createFrom().item(Handed.of(request));
    }
}
