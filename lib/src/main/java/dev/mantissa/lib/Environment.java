package dev.mantissa.lib;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the program: where flags are looked up, strongest place first: system properties,
 * environment variables, the {@code .env} file of a directory, its {@code mantissa.toml}.
 */
public final class Environment {
    private static final String TOML = "mantissa.toml";

    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> variables;
    private final DotEnv dotEnv;
    private final TomlFile toml;

    /**
     * An environment of the caller's making.
     *
     * @param directory where {@code .env} and {@code mantissa.toml} are looked for
     */
    public Environment(
            Function<String, @Nullable String> properties,
            Function<String, @Nullable String> variables,
            Path directory) {
        this.properties = properties;
        this.variables = variables;
        this.dotEnv = DotEnv.read(directory.resolve(".env"));
        this.toml = TomlFile.read(directory.resolve(TOML));
    }

    /** That of this process and its working directory, as it is now. */
    public static Environment system() {
        return new Environment(System::getProperty, System::getenv, Path.of(""));
    }

    /** An environment variable that is no flag of the library, or null. */
    public @Nullable String variable(String name) {
        return variables.apply(name);
    }

    /** The {@code .env} file; empty if there is none. */
    public DotEnv dotEnv() {
        return dotEnv;
    }

    /** The {@code mantissa.toml} file; empty if there is none. */
    public TomlFile toml() {
        return toml;
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
                        "%s is not used: %s".formatted(found.given(setting), wrong.getMessage()));
            }
        }
        return new SettingValue(setting, setting.fallback(), Source.DEFAULT, problems);
    }

    private List<Found> candidates(Setting setting) {
        List<Found> all = new ArrayList<>();
        String property = properties.apply(setting.property());
        if (isSet(property)) {
            Source from = new Source(Source.Kind.COMMAND_LINE, "command line");
            all.add(new Found(setting.property() + "=" + property, property, from));
        }
        String variable = variables.apply(setting.variable());
        if (isSet(variable)) {
            Source from = new Source(Source.Kind.ENVIRONMENT, setting.variable());
            all.add(new Found(setting.variable() + "=" + variable, variable, from));
        }
        DotEnv.Entry line = dotEnv.entries().get(setting.variable());
        if (line != null && isSet(line.value())) {
            Source from = new Source(Source.Kind.DOT_ENV, ".env line " + line.line());
            all.add(new Found(setting.variable() + "=" + line.value(), line.value(), from));
        }
        toml.value(setting.name()).ifPresent(value -> all.add(inToml(setting, value)));
        return all;
    }

    private static Found inToml(Setting setting, TomlFile.Value value) {
        Source from = new Source(Source.Kind.FILE, TOML + " line " + value.line());
        return new Found(setting.name() + "=" + value.text(), value.text(), from, value);
    }

    /** An empty variable counts as unset, as it does in a shell's {@code ${NAME:-default}}. */
    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    /** A value and where it was found; {@code typed} is it as it stands there. */
    private record Found(
            String typed, String text, Source source, TomlFile.@Nullable Value inToml) {
        Found(String typed, String text, Source source) {
            this(typed, text, source, null);
        }

        /** The part that is wrong, and the place of it. */
        String given(Setting setting) {
            if (inToml == null) {
                return typed + " from " + source;
            }
            TomlFile.Entry part = TomlFile.wrongPart(setting.name(), inToml, setting);
            return "%s from %s line %d".formatted(part.key(), TOML, part.line());
        }
    }
}
