package dev.mantissa.magics.cli;

import dev.mantissa.magics.install.Installer;
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
    public Integer call() throws IOException {
        KernelSpec spec = KernelSpec.in(place.folder());
        if (!spec.exists()) {
            System.out.printf(
                    "There is no kernel of Mantissa's in %s; --user, --prefix DIR or --sys names another place.%n",
                    spec.folder());
            return 0;
        }
        if (!spec.isOurs()) {
            System.err.printf(
                    "mantissa uninstall: %s was not made by mantissa install and is left as it is.%n",
                    spec.folder());
            return 1;
        }
        Installer.remove(spec);
        System.out.printf("Removed %s.%n", spec.folder());
        return 0;
    }
}
