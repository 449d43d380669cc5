package dev.zoetrope.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.ledger.SharedSecret;
import dev.zoetrope.model.Media;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.upstream.CreateException;
import dev.zoetrope.upstream.Protocol;
import dev.zoetrope.upstream.UploadHandover;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.upstream.VendorConnector;
import dev.zoetrope.upstream.VendorSpec;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Upload;

/** The bytes of uploaded files in creates, and the memory for them. */
class VendorHandoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Model MODEL = Models.ofThisVersion().find(Requests.MODEL);
    private static final VendorSpec VENDOR = new VendorSpec("gpu", "p", () -> URI.create("http://gpu:8000"), List.of(),
            Map.of(Requests.MODEL, "m"), null, null, 1, false);

    @TempDir
    Path directory;
    private StoredUploads files;

    /** Only the first method is called. */
    private static final class WithoutPublicUrl implements FilesConfig {
        @Override
        public Optional<String> publicUrl() {
            return Optional.empty();
        }

        @Override
        public Files files() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Media media() {
            throw new UnsupportedOperationException();
        }
    }

    /** Takes the bytes of pictures. */
    private record Pictures(boolean takesParts) implements Protocol {
        @Override
        public String name() {
            return "p";
        }

        @Override
        public Fault obstacle(GenerationRequest request, Model model) {
            return null;
        }

        @Override
        public boolean takesBytes(Media.Kind kind) {
            return kind == Media.Kind.IMAGE;
        }

        @Override
        public VendorCalls open(VendorConnector connector) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void open() {
        files = new StoredUploads(directory);
    }

    @AfterEach
    void close() {
        files.close();
    }

    private VendorHandover handover(long budget) {
        return new VendorHandover(files.uploads, files.store, new FileLinks(new SharedSecret(new byte[32], List.of()),
                new WithoutPublicUrl(), Clock.systemUTC()), Clock.systemUTC(), budget);
    }

    private static UploadHandover.Handed hand(VendorHandover handover, Upload upload, boolean parts) {
        GenerationRequest request = Requests.image(upload.reference());
        return handover.handOver(request, MODEL, VENDOR, new Pictures(parts)).await().atMost(PATIENCE);
    }

    @Test
    void a_part_is_the_bytes_and_a_data_url_is_their_text() {
        Upload upload = files.add(new byte[] { 1, 2, 3 });

        UploadHandover.Handed part = hand(handover(100), upload, true);
        assertThat(part.request().members()).containsEntry("image_urls", List.of(upload.reference()));
        assertThat(part.files().get(upload.reference()).bytes().getBytes()).containsExactly(1, 2, 3);
        assertThat(part.files().get(upload.reference()).contentType()).isEqualTo("image/jpeg");

        UploadHandover.Handed text = hand(handover(100), upload, false);
        assertThat(text.request().members()).containsEntry("image_urls", List.of("data:image/jpeg;base64,AQID"));
        assertThat(text.files()).isEmpty();
    }

    @Test
    void without_memory_a_create_waits_until_another_one_is_sent() {
        Upload upload = files.add(new byte[100]);
        VendorHandover handover = handover(500);
        UploadHandover.Handed first = hand(handover, upload, true);

        assertThatThrownBy(() -> hand(handover, upload, true)).isInstanceOf(CreateException.Deferred.class);
        first.release().run();

        assertThat(hand(handover, upload, true).files()).hasSize(1);
    }

    @Test
    void a_file_that_cannot_be_read_holds_no_memory() {
        Upload lost = files.add(new byte[100]);
        Upload other = files.add(new byte[100]);
        files.store.remove(new UploadName(lost.id())).await().atMost(PATIENCE);
        VendorHandover handover = handover(300);

        assertThatThrownBy(() -> hand(handover, lost, true)).isInstanceOf(CreateException.Deferred.class);

        assertThat(hand(handover, other, true).files()).hasSize(1);
    }

    @Test
    void a_file_without_a_row_refuses_the_create() {
        Upload gone = files.add(new byte[1]);
        files.uploads.remove(gone.caller(), gone.id()).await().atMost(PATIENCE);

        assertThatThrownBy(() -> hand(handover(100), gone, true)).isInstanceOf(CreateException.Refused.class);
    }

    @Test
    void a_file_for_which_there_is_never_enough_memory_refuses_the_create() {
        Upload large = files.add(new byte[3 << 20]);

        assertThatThrownBy(() -> hand(handover(8 << 20), large, true)).isInstanceOf(CreateException.Refused.class);
        assertThat(hand(handover(9 << 20), large, true).files()).hasSize(1);
    }
}
