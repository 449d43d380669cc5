package dev.zoetrope.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.zoetrope.model.Aliases;
import dev.zoetrope.model.ModelFileException;
import dev.zoetrope.model.Models;
import dev.zoetrope.model.ModelsConfig;
import dev.zoetrope.upstream.Protocol;
import dev.zoetrope.upstream.UpstreamConfig;
import dev.zoetrope.upstream.VendorsConfig;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;

/** Makes the vendors of the settings available, and the models that they serve: those of this version and of the operator. */
@ApplicationScoped
class ModelsProducer {
    private static final String SETTING = "zoetrope.models.dir";
    private static final Pattern NAME = Pattern.compile(".+\\.ya?ml");
    /** Maximum number of files, and maximum size of a file in bytes. */
    private static final int MAX_FILES = 1000;
    private static final int MAX_SIZE = 1 << 18;
    /** Priority of the observer: before the ledger opens. */
    private static final int BEFORE_LEDGER = 1;

    /** Reads the files before the first request, so that a bad one refuses the start. */
    void read(@Observes @Priority(BEFORE_LEDGER) StartupEvent start, Models models, Aliases aliases) {
        models.all();
        aliases.resolve("");
    }

    /** @throws IllegalStateException if a file or a setting cannot be used; names the setting, the file and the line */
    @Produces
    @Singleton
    VendorTable vendors(ModelsConfig config, UpstreamConfig upstream, VendorsConfig vendors, @All List<Protocol> protocols) {
        return VendorTable.of(upstream, vendors, config.dir().map(ModelsProducer::read).orElse(Models.ofThisVersion()),
                protocols);
    }

    @Produces
    @Singleton
    Models models(VendorTable vendors) {
        return vendors.models();
    }

    /** @throws IllegalStateException if an alias cannot be used; names the setting */
    @Produces
    @Singleton
    Aliases aliases(ModelsConfig config, Models models) {
        return Aliases.of(config.aliases(), models);
    }

    /** The models of this version and those of the files in a directory. */
    static Models read(Path directory) {
        Models models = Models.ofThisVersion();
        Map<String, String> fileOfId = new HashMap<>();
        for (Path file : files(directory)) {
            String name = file.getFileName().toString();
            try {
                if (Files.size(file) > MAX_SIZE) {
                    throw new IllegalStateException(SETTING + ": " + name + " is larger than " + MAX_SIZE + " bytes");
                }
                Models own = Models.of(name, Files.readString(file));
                for (String id : own.ids()) {
                    String other = fileOfId.put(id, name);
                    if (other != null) {
                        throw new IllegalStateException(SETTING + ": " + other + " and " + name + " both have the id " + id);
                    }
                }
                models = models.with(own);
            } catch (IOException e) {
                throw new IllegalStateException(SETTING + ": " + name + " cannot be read as UTF-8 text", e);
            } catch (ModelFileException e) {
                throw new IllegalStateException(SETTING + ": " + e.getMessage(), e);
            }
        }
        return models;
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted().toList();
            if (files.isEmpty() || files.size() > MAX_FILES) {
                throw new IllegalStateException(SETTING + " must be a directory with 1 to " + MAX_FILES + " files *.yaml");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException(SETTING + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }
}
