package dev.zoetrope.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import dev.zoetrope.body.MultipartParser;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Collects the fields of a form as they arrive; files and {@code data:} URLs go to writers. Not thread-safe. */
final class ReceivedForm extends FileSink implements MultipartParser.Parts {
    private static final int MAX_FILES = 16;
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Za-z0-9_\\[\\].-]{1,64}");

    private final MultipartParser parser;
    private final Supplier<UploadWriter> writers;
    private final Function<UploadWriter.Stored, Uni<ReceivedUpload>> namer;
    private final int maxText;
    private final List<Field> fields = new ArrayList<>();
    private int textLength;
    private int fileCount;

    /** One field while it arrives: its text, or the writer of its file, which gets decoded bytes of a data URL. */
    private static final class Field {
        private final String name;
        private final Buffer text = Buffer.buffer();
        private UploadWriter writer;
        private Base64Sink data;

        private Field(String name) {
            this.name = name;
        }

        /** What is wrong with a file is wrong with its field. A name of any text is not repeated. */
        private FailureException named(FailureException failure) {
            String shown = SHORT_NAME.matcher(name).matches() ? name : "a field";
            return DataUrl.named(shown, shown, failure);
        }
    }

    /**
     * @param contentType of the form
     * @param maxText maximum length of all texts together, in bytes
     * @param released is called once, when the form has ended in any way
     * @throws FailureException 400 if the type has no boundary
     */
    ReceivedForm(String contentType, Supplier<UploadWriter> writers,
            Function<UploadWriter.Stored, Uni<ReceivedUpload>> namer, int maxText, Runnable released) {
        super(released);
        this.parser = MultipartParser.of(contentType, this);
        this.writers = writers;
        this.namer = namer;
        this.maxText = maxText;
    }

    private Field current() {
        return fields.get(fields.size() - 1);
    }

    @Override
    public void write(Buffer part) {
        parser.feed(part);
    }

    @Override
    public void begin(String name, boolean file) {
        if (name.isEmpty()) {
            throw Failure.malformed(400, "invalid_multipart", "A part of the form has no name.").exception();
        }
        Field field = new Field(name);
        fields.add(field);
        if (file) {
            field.writer = newWriter();
        }
    }

    private UploadWriter newWriter() {
        if (++fileCount > MAX_FILES) {
            throw Failure.malformed(400, "too_many_files", "The form has more than " + MAX_FILES + " files.").exception();
        }
        return watched(writers.get());
    }

    @Override
    public void content(Buffer bytes) {
        Field field = current();
        try {
            if (field.data != null) {
                addDigits(field, bytes, 0);
            } else if (field.writer != null) {
                field.writer.write(bytes);
            } else {
                addText(field, bytes);
            }
        } catch (FailureException refusal) {
            throw field.named(refusal);
        }
    }

    private void addText(Field field, Buffer bytes) {
        int before = field.text.length();
        field.text.appendBuffer(bytes);
        textLength += bytes.length();
        int comma = before > Base64Sink.MAX_HEAD ? -1 : comma(field.text);
        if (comma >= before && Base64Sink.isHead(field.text.getString(0, comma + 1, StandardCharsets.ISO_8859_1.name()))) {
            textLength -= field.text.length();
            field.writer = newWriter();
            field.data = new Base64Sink(field.writer);
            addDigits(field, bytes, comma + 1 - before);
        } else if (textLength > maxText) {
            throw Failure.malformed(413, "body_too_large", "The form without its files is larger than " + maxText + " bytes.")
                    .exception();
        }
    }

    /** The place of the first comma, where the head of a data URL can end; -1 if there is none. */
    private static int comma(Buffer text) {
        return text.getString(0, Math.min(text.length(), Base64Sink.MAX_HEAD), StandardCharsets.ISO_8859_1.name()).indexOf(',');
    }

    private static void addDigits(Field field, Buffer bytes, int from) {
        for (int i = from; i < bytes.length(); i++) {
            field.data.add((char) (bytes.getByte(i) & 0xff));
        }
        field.data.pass(false);
    }

    @Override
    public void end() {
        Field field = current();
        if (field.data != null) {
            try {
                field.data.pass(true);
            } catch (FailureException refusal) {
                throw field.named(refusal);
            }
        }
    }

    @Override
    public boolean isFull() {
        return !fields.isEmpty() && current().writer != null && current().writer.isFull();
    }

    /** Stores the files, one after the other, and returns the fields in their order. */
    Uni<List<FormPart>> finish() {
        return Uni.createFrom().deferred(() -> {
            parser.finish();
            beginStoring();
            Uni<List<FormPart>> parts = Uni.createFrom().item(new ArrayList<>());
            for (Field field : fields) {
                parts = parts.chain(before -> part(field).map(part -> {
                    before.add(part);
                    return before;
                }));
            }
            return parts;
        }).onFailure().invoke(this::discard).onTermination().invoke(this::release);
    }

    private Uni<FormPart> part(Field field) {
        if (field.writer == null) {
            return Uni.createFrom().item(() -> new FormPart(field.name, decode(field.text)));
        }
        return field.writer.finish().flatMap(stored -> namer.apply(stored))
                .map(added -> new FormPart(field.name, added.upload().id().value()))
                .onFailure(FailureException.class).transform(failure -> field.named(failure));
    }

    private static String decode(Buffer text) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes())).toString();
        } catch (CharacterCodingException e) {
            throw Failure.malformed(400, "invalid_multipart", "The form is not valid UTF-8.").exception();
        }
    }

    @Override
    public void discard() {
        fields.forEach(field -> {
            if (field.writer != null) {
                field.writer.discard();
            }
        });
    }
}
