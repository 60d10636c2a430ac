package dev.mantissa.notebooks.frontend;

import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.magics.install.Distribution;
import dev.mantissa.magics.install.Installer;
import dev.mantissa.magics.install.KernelSpec;
import dev.mantissa.notebooks.Executed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel of this build, installed for the Jupyter programs of one test. */
final class InstalledKernel {
    static final String NAME = Notebook.KERNEL;

    private InstalledKernel() {}

    /** Installs it into a test's own folder, without caches: their making takes its time. */
    static void into(FrontEndHome home) {
        Path built = Executed.folder().resolveSibling("magics/target/dist");
        if (!Files.isDirectory(built.resolve("lib"))) {
            throw Tools.missing("no jars in magics/target/dist/lib; 'mvn verify' makes them");
        }
        try {
            Installer.of(new Distribution(built)).into(KernelSpec.in(home.data()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
