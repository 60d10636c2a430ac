package dev.mantissa.magics.cli;

import dev.mantissa.magics.install.Installer;
import dev.mantissa.magics.install.JupyterFolders;
import dev.mantissa.magics.install.KernelSpec;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mantissa uninstall}: takes the kernel away from Jupyter. */
@Command(name = "uninstall", description = "Take the kernel away from Jupyter.")
public final class UninstallCommand implements Callable<Integer> {
    @Mixin private HelpOption help = new HelpOption();
    @Mixin private PlaceOptions place = new PlaceOptions();

    @Override
    public Integer call() {
        KernelSpec spec = KernelSpec.in(place.folder());
        if (!spec.exists()) {
            System.out.printf("There is no kernel of Mantissa's in %s.%n", spec.folder());
            JupyterFolders.current().searched().stream()
                    .map(KernelSpec::in)
                    .filter(KernelSpec::isOurs)
                    .forEach(UninstallCommand::tellOf);
            return 0;
        }
        if (!spec.isOurs()) {
            System.err.printf(
                    "mantissa uninstall: %s was not made by mantissa install and is left as it is.%n",
                    spec.folder());
            return 1;
        }
        try {
            Installer.remove(spec);
        } catch (IOException e) {
            System.err.printf(
                    "mantissa uninstall: cannot remove %s: %s. Run this as someone who may write there.%n",
                    spec.folder(), FileTrouble.described(e));
            return 1;
        }
        System.out.printf("Removed %s.%n", spec.folder());
        return 0;
    }

    private static void tellOf(KernelSpec other) {
        boolean everybody = other.equals(KernelSpec.in(JupyterFolders.system()));
        // PREFIX/share/jupyter/kernels/mantissa
        String place =
                everybody
                        ? "--sys"
                        : "--prefix " + other.folder().resolve("../../../..").normalize();
        System.out.printf("There is one in %s: ./mantissa uninstall %s%n", other.folder(), place);
    }
}
