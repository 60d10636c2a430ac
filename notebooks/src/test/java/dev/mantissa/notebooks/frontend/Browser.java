package dev.mantissa.notebooks.frontend;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A headless Chromium that a script drives; each scenario has a new one. */
record Browser(FrontEndHome home, Path node, Path chromium, Path modules) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    static Browser in(FrontEndHome home) {
        Path chromium = Tools.program("chromium", "chromium");
        Path node = Tools.program("node", "nodejs");
        return new Browser(home, node, chromium, NodeModules.of("browser", home));
    }

    /** What the script saw of a notebook. */
    JsonObject see(String scenario, String url, String name) {
        return see("drive.mjs", scenario, url, name, new JsonObject());
    }

    /**
     * What a script saw of a notebook.
     *
     * @param options its own ones, beside those of all
     */
    JsonObject see(String script, String scenario, String url, String name, JsonObject options) {
        options.addProperty("scenario", scenario);
        options.addProperty("url", url);
        options.addProperty("name", name.replace(".ipynb", ""));
        options.addProperty("chromium", chromium.toString());
        options.addProperty("modules", modules.toString());
        options.addProperty("screenshots", FrontEndHome.kept("screenshots").toString());
        options.addProperty("limitMillis", LIMIT.toMillis());
        Path file = NodeModules.scripts("browser").resolve(script);
        var ended = home.run(List.of(node.toString(), file.toString(), options.toString()));
        String output = ended.output().strip();
        if (!ended.ok()) {
            throw new AssertionError(output);
        }
        String last = output.substring(output.lastIndexOf('\n') + 1);
        return JsonParser.parseString(last).getAsJsonObject();
    }
}
