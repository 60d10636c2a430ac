package dev.mantissa.magics.cli;

import dev.mantissa.magics.install.JupyterFolders;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which of Jupyter's folders is meant. */
final class PlaceOptions {
    @ArgGroup(exclusive = true)
    private @Nullable Place place;

    static final class Place {
        @Option(names = "--user", description = "For this person alone (the default).")
        private boolean user;

        @Option(
                names = "--prefix",
                paramLabel = "DIR",
                description = "For the Jupyter below DIR, such as a virtual environment.")
        private @Nullable Path prefix;

        @Option(names = "--sys", description = "For everybody on this machine.")
        private boolean sys;
    }

    Path folder() {
        if (place != null && place.prefix != null) {
            return JupyterFolders.below(place.prefix);
        }
        return place != null && place.sys
                ? JupyterFolders.system()
                : JupyterFolders.current().user();
    }
}
