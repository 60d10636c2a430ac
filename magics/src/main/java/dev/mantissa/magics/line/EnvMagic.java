package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.DotEnv;
import dev.mantissa.lib.Setting;
import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.settings.Settings;
import dev.mantissa.magics.table.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code %env}: the environment of the process. */
public final class EnvMagic implements Magic {
    private final Flags flags;

    public EnvMagic(Flags flags) {
        this.flags = flags;
    }

    @Override
    public String name() {
        return "env";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "shows environment variables";
    }

    @Override
    public String help() {
        return """
        %env               all variables; values that look like secrets are hidden
        %env NAME          one of them, in full
        %env NAME=value    for Mantissa's own variables: sets the flag for the session

        A running JVM cannot change its environment; for other variables the answer says
        what to do instead. Flags and their sources: %config.\
        """;
    }

    @Override
    public String example() {
        return "%env";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        String text = line.text().strip();
        int equals = text.indexOf('=');
        if (text.isEmpty()) {
            Say.show(context, table());
        } else if (equals < 0) {
            Say.line(context, one(line, text));
        } else {
            set(line, text.substring(0, equals).strip(), text.substring(equals + 1), context);
        }
        return null;
    }

    private void set(MagicLine line, String name, String value, MagicContext context) {
        Optional<Setting> flag = Flags.find(name).filter(f -> f.variable().equals(name));
        if (flag.isEmpty()) {
            throw new IllegalArgumentException(
                    ("%s: a running JVM cannot change its environment, and '%s' is no variable of"
                                    + " Mantissa (those are %s). Start again with %s=… in front of"
                                    + " the command, or give it to a child process:"
                                    + " new ProcessBuilder(…).environment().put(\"%s\", …).")
                            .formatted(
                                    Say.typed(line), name, String.join(", ", own()), name, name));
        }
        flags.set(Say.typed(line), flag.get(), value.strip(), context);
        Say.line(
                context,
                "(A running JVM cannot change its environment: the flag itself was set, for this"
                        + " session.)");
    }

    private static String one(MagicLine line, String name) {
        String value = System.getenv(name);
        if (value != null) {
            return name + "=" + value;
        }
        DotEnv.Entry entry = DotEnv.read(Path.of(".env")).entries().get(name);
        if (entry != null) {
            return "%s=%s (from .env line %d, for Mantissa only)"
                    .formatted(name, entry.value(), entry.line());
        }
        throw new IllegalArgumentException(
                "%s: the environment has no variable '%s'.%s %%env shows all that it has."
                        .formatted(
                                Say.typed(line),
                                name,
                                Suggestion.hint(name, System.getenv().keySet())));
    }

    private static Table table() {
        Table.Builder table = Table.titled("").left("variable", "value");
        new TreeMap<>(System.getenv())
                .forEach((name, value) -> table.row(name, Secrets.hidden(name, value)));
        for (Map.Entry<String, DotEnv.Entry> e :
                new TreeMap<>(DotEnv.read(Path.of(".env")).entries()).entrySet()) {
            table.row(e.getKey() + " (.env)", Secrets.hidden(e.getKey(), e.getValue().value()));
        }
        return table.note(
                        "Hidden (%s): %%env NAME shows a value in full.".formatted(Secrets.HIDDEN))
                .build();
    }

    private static List<String> own() {
        return Settings.all().stream().map(Setting::variable).toList();
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.from(
                arguments,
                "variable",
                new TreeMap<>(System.getenv()).keySet(),
                n -> "environment variable");
    }
}
