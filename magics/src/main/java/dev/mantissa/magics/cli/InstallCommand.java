package dev.mantissa.magics.cli;

import dev.mantissa.magics.install.Distribution;
import dev.mantissa.magics.install.Installer;
import dev.mantissa.magics.install.JupyterFolders;
import dev.mantissa.magics.install.KernelSpec;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mantissa install}: makes the kernel known to Jupyter. */
@Command(
        name = "install",
        description = "Make the kernel known to Jupyter.",
        footer = {
            "",
            "The installed kernel stands on its own: this folder may be moved or deleted."
        })
public final class InstallCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;

    @Mixin private HelpOption help = new HelpOption();
    @Mixin private PlaceOptions place = new PlaceOptions();

    @Override
    public Integer call() {
        KernelSpec spec = KernelSpec.in(place.folder());
        if (!install(spec)) {
            return 1;
        }
        JupyterFolders folders = JupyterFolders.current();
        if (folders.searched().stream().map(KernelSpec::in).anyMatch(spec::equals)) {
            KernelSpec.found(folders)
                    .filter(first -> !first.equals(spec))
                    .ifPresent(first ->
                            System.out.printf(
                                    "Jupyter finds another one first: %s.%n", first.folder()));
        }
        System.out.println(
                "Start it with ./mantissa notebook, or in Jupyter: New > Java (Mantissa).");
        return 0;
    }

    /** Installs it and says so, or says why not. */
    static boolean install(KernelSpec spec) {
        Optional<Distribution> distribution = Distribution.current();
        if (distribution.isEmpty()) {
            System.err.println(
                    "mantissa install: this program does not run from a distribution. Use ./mantissa install.");
            return false;
        }
        try {
            Installer.Installed done = Installer.of(distribution.get()).into(spec);
            System.out.printf(
                    "%s the kernel 'Java (Mantissa)' in %s (%.0f MB%s).%n",
                    done.replaced() ? "Replaced" : "Installed",
                    spec.folder(),
                    done.bytes() / MEGA,
                    done.linked() ? ", shared with the build by hard links" : "");
            if (done.replaced()) {
                System.out.println("Kernels that run go on as they are until they are restarted.");
            }
            return true;
        } catch (IOException e) {
            System.err.printf(
                    "mantissa install: cannot write %s: %s. Nothing was changed. --user, --prefix DIR or --sys names another place.%n",
                    spec.folder(), FileTrouble.described(e));
            return false;
        }
    }
}
