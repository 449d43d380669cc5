package dev.zoetrope.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.disk.OwnerOnly;

/** The files of the tasks and their videos. Every method blocks. */
@Singleton
public class TaskStore {
    private static final Logger LOG = Logger.getLogger(TaskStore.class);
    private static final String JSON = ".json";

    private final SandboxConfig config;
    private final ObjectMapper json;

    TaskStore(SandboxConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /**
     * Creates the directories, deletes the files of interrupted renders and reads all tasks. Skips a task whose file cannot
     * be read.
     */
    List<SandboxTask> load() throws IOException {
        delete(config.work());
        OwnerOnly.directory(config.root());
        Files.createDirectories(config.work());
        Files.createDirectories(config.films());
        Files.createDirectories(config.tasks());
        List<SandboxTask> tasks = new ArrayList<>();
        try (Stream<Path> files = Files.list(config.tasks())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(JSON)) {
                    read(file, tasks);
                } else {
                    Files.delete(file);
                }
            }
        }
        return tasks;
    }

    private void read(Path file, List<SandboxTask> tasks) {
        try {
            tasks.add(json.readValue(file.toFile(), SandboxTask.class));
        } catch (IOException e) {
            LOG.warnf("The file of a sandbox task cannot be read and is skipped: %s", file.getFileName());
        }
    }

    /** Writes the file of the task. Replaces it atomically, so that a crash leaves either the old or the new file. */
    void save(SandboxTask task) {
        try {
            Path part = config.tasks().resolve(task.id() + ".part");
            Files.write(part, json.writeValueAsBytes(task));
            Files.move(part, config.tasks().resolve(task.id() + JSON), StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty working directory for one render. */
    Path createWorkDirectory(String id) throws IOException {
        Path directory = config.work().resolve(id);
        delete(directory);
        return Files.createDirectories(directory);
    }

    /** Moves a rendered video to the directory of the served videos. */
    void storeVideo(String id, Path video) throws IOException {
        Files.move(video, config.films().resolve(id + ".mp4"), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes the working directory of a render with its files. A failure is only logged. */
    void deleteWorkDirectory(String id) {
        try {
            delete(config.work().resolve(id));
        } catch (IOException e) {
            LOG.warnf("The files of a sandbox render could not be deleted; the next start deletes them: %s", id);
        }
    }

    /** Deletes a task with its video. A failure is only logged. */
    void remove(String id) {
        try {
            Files.deleteIfExists(config.films().resolve(id + ".mp4"));
            Files.deleteIfExists(config.tasks().resolve(id + JSON));
        } catch (IOException e) {
            LOG.warnf("An old sandbox task could not be deleted: %s", id);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException failure) throws IOException {
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
