package dev.mantissa.notebooks.frontend;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mantissa.notebooks.Executed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** A headless Chromium that a script drives; each scenario has a new one. */
record Browser(FrontEndHome home, Path node, Path chromium, Path modules) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    static Browser in(FrontEndHome home) {
        Path chromium = Tools.program("chromium", "chromium");
        Path node = Tools.program("node", "nodejs");
        return new Browser(home, node, chromium, modules(home));
    }

    /** Downloads the library that drives it, as the lock file has it, unless it is there. */
    private static Path modules(FrontEndHome home) {
        Path npm = Tools.program("npm", "npm");
        Path folder = FrontEndHome.kept("browser");
        try {
            boolean same = true;
            for (String name : List.of("package.json", "package-lock.json")) {
                Path wanted = scripts().resolve(name);
                Path present = folder.resolve(name);
                same &= Files.exists(present) && Files.mismatch(wanted, present) < 0;
                Files.copy(wanted, present, StandardCopyOption.REPLACE_EXISTING);
            }
            Path library = folder.resolve("node_modules/playwright-core/package.json");
            if (!same || !Files.exists(library)) {
                var ended =
                        home.runAtHome(
                                folder, List.of(npm.toString(), "ci", "--no-audit", "--no-fund"));
                if (!ended.ok()) {
                    Files.deleteIfExists(folder.resolve("package-lock.json"));
                    throw Tools.missing(
                            "npm could not download playwright-core:\n" + ended.output());
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the script saw of a notebook. */
    JsonObject see(String scenario, String url, String name) {
        JsonObject options = new JsonObject();
        options.addProperty("scenario", scenario);
        options.addProperty("url", url);
        options.addProperty("name", name.replace(".ipynb", ""));
        options.addProperty("chromium", chromium.toString());
        options.addProperty("modules", modules.toString());
        options.addProperty("screenshots", FrontEndHome.kept("screenshots").toString());
        options.addProperty("limitMillis", LIMIT.toMillis());
        String script = scripts().resolve("drive.mjs").toString();
        var ended = home.run(List.of(node.toString(), script, options.toString()));
        String output = ended.output().strip();
        if (!ended.ok()) {
            throw new AssertionError(output);
        }
        String last = output.substring(output.lastIndexOf('\n') + 1);
        return JsonParser.parseString(last).getAsJsonObject();
    }

    private static Path scripts() {
        return Executed.folder().resolve("src/test/browser");
    }
}
