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

/** The tasks' files and their films. Every method blocks. */
@Singleton
public class TaskStore {
    private static final Logger LOG = Logger.getLogger(TaskStore.class);
    private static final String JSON = ".json";

    private final SandboxDirectories place;
    private final ObjectMapper json;

    TaskStore(SandboxDirectories place, ObjectMapper json) {
        this.place = place;
        this.json = json;
    }

    /** Makes the directories, removes what a crash left of renders, and reads all tasks; a broken file is left out. */
    List<SandboxTask> open() throws IOException {
        delete(place.work());
        OwnerOnly.directory(place.sandbox());
        Files.createDirectories(place.work());
        Files.createDirectories(place.films());
        Files.createDirectories(place.tasks());
        List<SandboxTask> tasks = new ArrayList<>();
        try (Stream<Path> files = Files.list(place.tasks())) {
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
            LOG.warnf("A sandbox task could not be read and is left out: %s", file.getFileName());
        }
    }

    /** Replaces the task's file as a whole, so that a crash leaves the old one or the new one. */
    void save(SandboxTask task) {
        try {
            Path part = place.tasks().resolve(task.id() + ".part");
            Files.write(part, json.writeValueAsBytes(task));
            Files.move(part, place.tasks().resolve(task.id() + JSON), StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh directory for one render. */
    Path workplace(String id) throws IOException {
        Path directory = place.work().resolve(id);
        delete(directory);
        return Files.createDirectories(directory);
    }

    /** Moves a film to where it is served from. */
    void keep(String id, Path film) throws IOException {
        Files.move(film, place.films().resolve(id + ".mp4"), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the workplace of a render, whatever is in it. */
    void clear(String id) {
        try {
            delete(place.work().resolve(id));
        } catch (IOException e) {
            LOG.warnf("What a sandbox render left behind stays until the next start: %s", id);
        }
    }

    /** Removes a task with its film. */
    void remove(String id) {
        try {
            Files.deleteIfExists(place.films().resolve(id + ".mp4"));
            Files.deleteIfExists(place.tasks().resolve(id + JSON));
        } catch (IOException e) {
            LOG.warnf("An old sandbox task could not be removed: %s", id);
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
