package dev.zoetrope.files;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Media;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import io.smallrye.mutiny.Uni;

/**
 * Replaces the ids of files, and files themselves, in a create by what is stored: the hashes of their bytes
 * ({@link Upload#reference}).
 */
@ApplicationScoped
public class FileReferences {
    /** The code of the fault that a file is not what the model takes. */
    static final String UNSUITABLE = "file_unsuitable";
    private static final String DATA = "data:";

    private final Models models;
    private final Uploads uploads;
    private final FileIntake intake;
    private final FilesConfig.Files config;
    private final Clock clock;

    FileReferences(Models models, Uploads uploads, FileIntake intake, FilesConfig config, Clock clock) {
        this.intake = intake;
        this.models = models;
        this.uploads = uploads;
        this.config = config.files();
        this.clock = clock;
    }

    /**
     * Resolves the ids and {@code data:} URLs in a valid create, and keeps their files.
     *
     * @return the create to store. Fails with {@link dev.zoetrope.video.FailureException} 422, with every fault: an id that is
     *         not one of the caller's files, or a file that is not what the model takes there
     */
    public Uni<GenerationRequest> resolve(Caller caller, GenerationRequest request) {
        if (!anyText(request, FileReferences::isHandedOver)) {
            return Uni.createFrom().item(request);
        }
        return store(caller, request).flatMap(named -> keep(caller, named));
    }

    private static boolean isHandedOver(String text) {
        return text.startsWith(UploadId.PREFIX) || isDataUrl(text);
    }

    private static boolean isDataUrl(String text) {
        return text.regionMatches(true, 0, DATA, 0, DATA.length());
    }

    /** Stores each {@code data:} URL as a file; the request then has its id. */
    private Uni<GenerationRequest> store(Caller caller, GenerationRequest request) {
        Model model = models.find(request.model());
        Uni<Map<String, String>> ids = Uni.createFrom().item(new HashMap<>());
        for (InputFile file : model.files(request)) {
            if (isDataUrl(file.url())) {
                ids = ids.chain(before -> before.containsKey(file.url()) ? Uni.createFrom().item(before)
                        : DataUrl.store(file, intake.newWriter()).flatMap(stored -> intake.name(stored, caller)).map(added -> {
                            before.put(file.url(), added.upload().id().value());
                            return before;
                        }));
            }
        }
        return ids.map(texts -> replace(request, model, texts));
    }

    private Uni<GenerationRequest> keep(Caller caller, GenerationRequest request) {
        Model model = models.find(request.model());
        List<InputFile> files = model.files(request).stream().filter(file -> UploadId.parse(file.url()).isPresent()).toList();
        Set<UploadId> ids = new LinkedHashSet<>();
        files.forEach(file -> ids.add(new UploadId(file.url())));
        if (ids.isEmpty()) {
            return Uni.createFrom().item(request); // another text began like an id
        }
        return uploads.keep(caller, ids, clock.instant().plus(config.ttl()))
                .map(found -> resolved(request, model, files, found))
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    private static GenerationRequest resolved(GenerationRequest request, Model model, List<InputFile> files,
            List<Upload> found) {
        Map<String, Upload> byId = new HashMap<>();
        found.forEach(upload -> byId.put(upload.id().value(), upload));
        List<Fault> faults = new ArrayList<>();
        Map<String, String> references = new HashMap<>();
        for (InputFile file : files) {
            Upload upload = byId.get(file.url());
            String misfit = upload == null ? "is not one of your files, or has expired"
                    : MediaFit.fault(media(model, file), upload.facts(), upload.size());
            if (misfit == null) {
                references.put(file.url(), upload.reference());
            } else {
                faults.add(new Fault(member(file), upload == null ? "file_not_found" : UNSUITABLE,
                        file.member() + " " + misfit));
            }
        }
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
        return replace(request, model, references);
    }

    /** What the model says about the files of a member. */
    static Media media(Model model, InputFile file) {
        return model.member(member(file)).media();
    }

    /** The name of the member, without the index in it. */
    static String member(InputFile file) {
        int index = file.member().indexOf('[');
        return index < 0 ? file.member() : file.member().substring(0, index);
    }

    /** Whether a stored create names uploaded files. */
    static boolean namesUploads(GenerationRequest request) {
        return anyText(request, Upload::isReference);
    }

    /** Whether a member, or an element of one, is such a text. Allocates nothing: every create is asked. */
    private static boolean anyText(GenerationRequest request, Predicate<String> condition) {
        for (Object value : request.members().values()) {
            if (value instanceof String text && condition.test(text)) {
                return true;
            }
            if (value instanceof List<?> list) {
                for (Object element : list) {
                    if (element instanceof String text && condition.test(text)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The request with other files: each text of the map that a member for files has becomes its value. */
    static GenerationRequest replace(GenerationRequest request, Model model, Map<String, String> texts) {
        Map<String, Object> members = new LinkedHashMap<>();
        request.members().forEach((name, value) -> {
            Member member = model.member(name);
            members.put(name, member == null || member.media() == null ? value
                    : value instanceof List<?> list ? list.stream().map(element -> replaced(element, texts)).toList()
                            : replaced(value, texts));
        });
        return request.withMembers(members);
    }

    private static Object replaced(Object value, Map<String, String> texts) {
        return value instanceof String text ? texts.getOrDefault(text, text) : value;
    }
}
