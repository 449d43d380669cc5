package dev.zoetrope.dialect.gateway;

import java.util.List;
import java.util.Map;

import dev.zoetrope.dialect.TranslatedCreate;
import dev.zoetrope.dialect.VideoUrl;
import dev.zoetrope.files.BareBase64;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.Slot;
import dev.zoetrope.video.UploadId;

/** Translates the files of one create: {@code {"type": "url", "url"}} and {@code {"type": "file", "mediaType", "data"}}. */
final class FileTranslator {
    private static final String FRAMES = "frameImages";
    private static final String FRAME_TYPE = "frameType";
    private static final Map<String, Slot> FRAME_SLOTS = Map.of("first_frame", Slot.FIRST_FRAME, "last_frame", Slot.LAST_FRAME);

    private final Model model;
    private final TranslatedCreate create;

    FileTranslator(Model model, TranslatedCreate create) {
        this.model = model;
        this.create = create;
    }

    /**
     * Adds the picture of the prompt. If there is a first frame, the client sends it here, too.
     *
     * @param frames the member with the frames; null if there is none
     */
    void addImage(Object image, Object frames) {
        Object firstFrame = frames instanceof List<?> list ? list.stream()
                .filter(frame -> frame instanceof Map<?, ?> map && "first_frame".equals(map.get(FRAME_TYPE)))
                .<Object> map(frame -> ((Map<?, ?>) frame).get("image")).findFirst().orElse(null) : null;
        if (!image.equals(firstFrame)) {
            add(Slot.FIRST_FRAME, image, "image");
        }
    }

    void addFrames(Object value) {
        if (!(value instanceof List<?> frames)) {
            create.addFault(FRAMES, FaultCode.INVALID_TYPE, "must be an array");
            return;
        }
        for (int i = 0; i < frames.size(); i++) {
            String name = FRAMES + "[" + i + "]";
            Map<?, ?> frame = frames.get(i) instanceof Map<?, ?> map ? map : Map.of();
            Slot slot = frame.get(FRAME_TYPE) instanceof String type ? FRAME_SLOTS.get(type) : null;
            if (slot == null) {
                create.addFault(name, FaultCode.INVALID_VALUE,
                        "must be an object with an image and a frameType: first_frame or last_frame");
            } else {
                add(slot, frame.get("image"), name + ".image");
            }
        }
    }

    void addReferences(Object value) {
        if (!(value instanceof List<?> references)) {
            create.addFault("inputReferences", FaultCode.INVALID_TYPE, "must be an array");
            return;
        }
        for (int i = 0; i < references.size(); i++) {
            add(use(references.get(i)), references.get(i), "inputReferences[" + i + "]");
        }
    }

    /** What a reference is for, by its media type, else by its URL. */
    private Slot use(Object reference) {
        Map<?, ?> file = reference instanceof Map<?, ?> map ? map : Map.of();
        String type = file.get("mediaType") instanceof String text ? text : "";
        if (type.startsWith("audio/")) {
            return Slot.REFERENCE_AUDIOS;
        }
        if (type.startsWith("video/") || type.isEmpty() && VideoUrl.matches(file.get("url"))) {
            return model.has(Slot.REFERENCE_VIDEOS) || !model.has(Slot.SOURCE_VIDEO) ? Slot.REFERENCE_VIDEOS
                    : Slot.SOURCE_VIDEO;
        }
        return Slot.REFERENCE_IMAGES;
    }

    private void add(Slot slot, Object value, String name) {
        Map<?, ?> file = value instanceof Map<?, ?> map ? map : Map.of();
        if ("url".equals(file.get("type")) && file.get("url") != null) {
            create.addFile(slot, file.get("url"), name + ".url");
        } else if ("file".equals(file.get("type")) && file.get("data") != null) {
            create.addFile(slot, url(file.get("data")), name + ".data");
        } else {
            create.addFault(name, FaultCode.INVALID_TYPE, "must be an object with a type: url with a url, or file with data");
        }
    }

    /** A file that was stored while the body arrived has its id here. */
    private static Object url(Object data) {
        return data instanceof String text && UploadId.parse(text).isEmpty() ? BareBase64.toDataUrl(text) : data;
    }
}
