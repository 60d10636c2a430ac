package dev.mantissa.magics.install;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The data folders of Jupyter, as <a
 * href="https://docs.jupyter.org/en/latest/use/jupyter-directories.html">documented</a>.
 *
 * @param environment as of {@link System#getenv()}
 * @param home the person's
 * @param mac whether the system is macOS
 */
public record JupyterFolders(Map<String, String> environment, Path home, boolean mac) {

    /** Those of this process. */
    public static JupyterFolders current() {
        return new JupyterFolders(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                System.getProperty("os.name").startsWith("Mac"));
    }

    /** Where Jupyter looks on behalf of this person only. */
    public Path user() {
        return variable("JUPYTER_DATA_DIR")
                .orElseGet(() ->
                        mac
                                ? home.resolve("Library").resolve("Jupyter")
                                : variable("XDG_DATA_HOME")
                                        .orElse(home.resolve(".local").resolve("share"))
                                        .resolve("jupyter"));
    }

    /** Where the Jupyter that lies below a folder looks: {@code bin} is beside {@code share}. */
    public static Path below(Path prefix) {
        return prefix.toAbsolutePath().normalize().resolve("share").resolve("jupyter");
    }

    /** Where every Jupyter of the machine looks. */
    public static Path system() {
        return Path.of("/usr/local/share/jupyter");
    }

    /** Every folder in which a kernel is found, the first one wins. */
    public List<Path> searched() {
        Set<Path> folders = new LinkedHashSet<>();
        for (String entry :
                environment.getOrDefault("JUPYTER_PATH", "").split(File.pathSeparator)) {
            if (!entry.isBlank()) {
                folders.add(Path.of(entry));
            }
        }
        folders.add(user());
        jupyterPrefix().ifPresent(prefix -> folders.add(below(prefix)));
        folders.add(system());
        folders.add(Path.of("/usr/share/jupyter"));
        return List.copyOf(folders);
    }

    private Optional<Path> jupyterPrefix() {
        return new SearchPath(environment.getOrDefault("PATH", ""))
                .find("jupyter")
                .map(Path::getParent)
                .map(Path::getParent);
    }

    private Optional<Path> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank()).map(Path::of);
    }
}
