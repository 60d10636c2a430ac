package dev.mantissa.notebooks.frontend;

import dev.mantissa.notebooks.Executed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Libraries of JavaScript, downloaded below target as the lock file of a folder has them. */
final class NodeModules {
    private static final Path DONE = Path.of("node_modules", ".package-lock.json");

    private NodeModules() {}

    /** A folder of scripts in the test tree. */
    static Path scripts(String name) {
        return Executed.folder().resolve("src/test").resolve(name);
    }

    /** The folder in target that has the modules, those of before if they are the same. */
    static Path of(String name, FrontEndHome home) {
        Path npm = Tools.program("npm", "npm");
        Path folder = FrontEndHome.kept(name);
        try {
            boolean same = Files.exists(folder.resolve(DONE));
            for (String file : List.of("package.json", "package-lock.json")) {
                same &= copy(scripts(name).resolve(file), folder.resolve(file));
            }
            if (!same) {
                download(npm, folder, home);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void download(Path npm, Path folder, FrontEndHome home) throws IOException {
        // The lock file is complete; what libraries demand of each other beyond it is older.
        var ended =
                home.runAtHome(
                        folder,
                        List.of(
                                npm.toString(),
                                "ci",
                                "--no-audit",
                                "--no-fund",
                                "--legacy-peer-deps",
                                "--ignore-scripts"));
        if (!ended.ok()) {
            Files.deleteIfExists(folder.resolve(DONE));
            throw Tools.missing(
                    "npm could not download what %s names:\n%s"
                            .formatted(folder.resolve("package.json"), ended.output()));
        }
    }

    /** Gives whether the copy was the same already. */
    static boolean copy(Path from, Path to) throws IOException {
        boolean same = Files.exists(to) && Files.mismatch(from, to) < 0;
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        return same;
    }
}
