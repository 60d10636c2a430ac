package dev.mantissa.lib;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the program: where flags are looked up, strongest place first: system properties,
 * environment variables, the {@code .env} file of a directory.
 */
public final class Environment {
    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> variables;
    private final DotEnv dotEnv;

    /**
     * An environment of the caller's making.
     *
     * @param directory where {@code .env} is looked for
     */
    public Environment(
            Function<String, @Nullable String> properties,
            Function<String, @Nullable String> variables,
            Path directory) {
        this.properties = properties;
        this.variables = variables;
        this.dotEnv = DotEnv.read(directory.resolve(".env"));
    }

    /** That of this process and its working directory, as it is now. */
    public static Environment system() {
        return new Environment(System::getProperty, System::getenv, Path.of(""));
    }

    /** The {@code .env} file; empty if there is none. */
    public DotEnv dotEnv() {
        return dotEnv;
    }

    /**
     * The value of a flag. A value that its check refuses is passed over, and the result says so.
     */
    public SettingValue read(Setting setting) {
        List<String> problems = new ArrayList<>();
        for (Found found : candidates(setting)) {
            try {
                setting.check().accept(found.text());
                return new SettingValue(setting, found.text(), found.source(), problems);
            } catch (IllegalArgumentException wrong) {
                problems.add(
                        "%s=%s from %s is not used: %s"
                                .formatted(
                                        found.key(),
                                        found.text(),
                                        found.source(),
                                        wrong.getMessage()));
            }
        }
        return new SettingValue(setting, setting.fallback(), Source.DEFAULT, problems);
    }

    private List<Found> candidates(Setting setting) {
        List<Found> all = new ArrayList<>();
        String property = properties.apply(setting.property());
        if (isSet(property)) {
            Source from = new Source(Source.Kind.COMMAND_LINE, "command line");
            all.add(new Found(setting.property(), property, from));
        }
        String variable = variables.apply(setting.variable());
        if (isSet(variable)) {
            Source from = new Source(Source.Kind.ENVIRONMENT, setting.variable());
            all.add(new Found(setting.variable(), variable, from));
        }
        DotEnv.Entry line = dotEnv.entries().get(setting.variable());
        if (line != null && isSet(line.value())) {
            Source from = new Source(Source.Kind.DOT_ENV, ".env line " + line.line());
            all.add(new Found(setting.variable(), line.value(), from));
        }
        return all;
    }

    /** An empty variable counts as unset, as it does in a shell's {@code ${NAME:-default}}. */
    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private record Found(String key, String text, Source source) {}
}
