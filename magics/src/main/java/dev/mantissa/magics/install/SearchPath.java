package dev.mantissa.magics.install;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks commands up.
 *
 * @param text as in the variable {@code PATH}
 */
public record SearchPath(String text) {

    public static SearchPath current() {
        return new SearchPath(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    public Optional<Path> find(String command) {
        for (String folder : text.split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                Path file = Path.of(folder).resolve(command);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }
}
