package dev.mantissa.magics.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at what the kernel needs, from the Java to a conversation with it. */
public final class Doctor {
    private static final String INSTALL = "./mantissa install writes it anew.";

    private final JupyterFolders folders;
    private final Optional<Distribution> distribution;
    private final SearchPath path;

    public Doctor(JupyterFolders folders, Optional<Distribution> distribution, SearchPath path) {
        this.folders = folders;
        this.distribution = distribution;
        this.path = path;
    }

    /** Makes every check; each is told as soon as it is known. */
    public boolean examine(Consumer<Check> told) {
        boolean[] well = {true};
        Consumer<Check> all =
                check -> {
                    well[0] &= check.ok();
                    told.accept(check);
                };
        all.accept(java());
        all.accept(jupyter());
        Optional<KernelSpec> spec = KernelSpec.found(folders);
        all.accept(kernelSpec(spec));
        spec.filter(KernelSpec::isOurs)
                .ifPresent(s -> {
                    all.accept(javaOf(s));
                    all.accept(jarsOf(s));
                });
        all.accept(
                writable(
                        "data folder",
                        folders.user(),
                        "Make it writable, or set JUPYTER_DATA_DIR to a folder that is."));
        all.accept(
                writable(
                        "temporary folder",
                        Path.of(System.getProperty("java.io.tmpdir")),
                        "Free some space there, or set MANTISSA_JAVA_OPTS=-Djava.io.tmpdir=FOLDER."));
        Optional<List<String>> command = command(spec);
        if (command.isPresent()) {
            new Conversation(command.get()).hold(all);
        } else {
            all.accept(Check.bad("kernel", "there is nothing to start", "./mantissa install"));
        }
        return well[0];
    }

    private static Check java() {
        return Check.good("java", Runtime.version() + ", " + System.getProperty("java.home"));
    }

    private Check jupyter() {
        return path.find("jupyter-notebook")
                .or(() -> path.find("jupyter-lab"))
                .map(found -> Check.good("jupyter", found.toString()))
                .orElseGet(() ->
                        Check.bad(
                                "jupyter",
                                "no jupyter-notebook and no jupyter-lab in PATH",
                                "apt-get install jupyter-notebook, or python3 -m pip install notebook. Without it, ./mantissa run and ./mantissa repl work."));
    }

    private Check kernelSpec(Optional<KernelSpec> found) {
        if (found.isEmpty()) {
            return Check.bad(
                    "kernelspec",
                    "none in "
                            + String.join(
                                    ", ", folders.searched().stream().map(Path::toString).toList()),
                    "./mantissa install makes the kernel known to Jupyter.");
        }
        KernelSpec spec = found.get();
        if (!spec.isOurs()) {
            return Check.bad(
                    "kernelspec", spec.folder() + " is not one of ours, or is damaged", INSTALL);
        }
        boolean old = distribution.isPresent() && !spec.isOf(distribution.get());
        return old
                ? Check.bad("kernelspec", spec.folder() + " is of another build", INSTALL)
                : Check.good("kernelspec", spec.folder().toString());
    }

    /** Jupyter starts the Java that was there when the kernel was installed. */
    private static Check javaOf(KernelSpec spec) {
        try {
            Path java = Path.of(spec.argv().getFirst());
            return Files.isExecutable(java)
                    ? Check.good("its java", java.toString())
                    : Check.bad(
                            "its java",
                            java + " is gone",
                            "./mantissa install names the Java of today.");
        } catch (IOException e) {
            return Check.bad("its java", String.valueOf(e.getMessage()), INSTALL);
        }
    }

    private static Check jarsOf(KernelSpec spec) {
        try {
            List<Path> missing = spec.distribution().missingJars();
            return missing.isEmpty()
                    ? Check.good("its jars", "all there")
                    : Check.bad(
                            "its jars",
                            "%d missing, such as %s".formatted(missing.size(), missing.getFirst()),
                            INSTALL);
        } catch (IOException e) {
            return Check.bad("its jars", "cannot be read: " + e.getMessage(), INSTALL);
        }
    }

    private static Check writable(String name, Path folder, String remedy) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".mantissa-doctor", ""));
            return Check.good(name, folder + " can be written");
        } catch (IOException e) {
            return Check.bad(name, folder + " cannot be written: " + e.getMessage(), remedy);
        }
    }

    /** As Jupyter would start it; without an installed kernel, from this distribution. */
    private Optional<List<String>> command(Optional<KernelSpec> spec) {
        try {
            if (spec.isPresent()
                    && spec.get().isOurs()
                    && Files.isExecutable(Path.of(spec.get().argv().getFirst()))) {
                return Optional.of(spec.get().argv());
            }
        } catch (IOException e) {
            // Told by the check before.
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return distribution.map(d -> KernelSpec.argv(java, d.kernelArguments()));
    }
}
