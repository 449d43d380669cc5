package dev.zoetrope.files;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Upload;
import io.smallrye.mutiny.Uni;

/** Names the uploaded files of a stored create by their ids, so that its caller can send it again. */
@ApplicationScoped
public class FileNames {
    private final Models models;
    private final Uploads uploads;

    FileNames(Models models, Uploads uploads) {
        this.models = models;
        this.uploads = uploads;
    }

    /**
     * The create with the ids of the caller's files. A file that the caller has no longer stays {@code file:} and the SHA-256
     * of its bytes.
     */
    public Uni<GenerationRequest> named(Caller caller, GenerationRequest stored) {
        Model model = models.find(stored.model());
        if (model == null || !FileReferences.namesUploads(stored)) {
            return Uni.createFrom().item(stored);
        }
        List<String> hashes = model.files(stored).stream().map(InputFile::url).filter(Upload::isReference)
                .map(Upload::sha256).distinct().toList();
        return uploads.find(caller, hashes).map(found -> {
            Map<String, String> ids = new HashMap<>();
            found.forEach(upload -> ids.put(upload.reference(), upload.id().value()));
            return FileReferences.replace(stored, model, ids);
        }).onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }
}
