package dev.mantissa.notebooks.frontend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A page with the notebook and the debugger of JupyterLab 4, bundled from its components on npm.
 */
final class LabPage {
    private LabPage() {}

    /** Builds it; gives the folder with index.html. */
    static Path build(FrontEndHome home) {
        Path node = Tools.program("node", "nodejs");
        Path folder = NodeModules.of("lab", home);
        Path scripts = NodeModules.scripts("lab");
        try {
            for (String file : List.of("lab.js", "debugger.js", "index.html")) {
                NodeModules.copy(scripts.resolve(file), folder.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var ended =
                home.run(
                        List.of(
                                node.toString(),
                                scripts.resolve("build.mjs").toString(),
                                folder.toString()));
        if (!ended.ok()) {
            throw new AssertionError("the page of JupyterLab was not bundled:\n" + ended.output());
        }
        return folder.resolve("page");
    }
}
