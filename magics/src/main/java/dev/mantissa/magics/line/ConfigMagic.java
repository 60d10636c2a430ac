package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.Setting;
import dev.mantissa.lib.SettingValue;
import dev.mantissa.lib.settings.Settings;
import dev.mantissa.magics.table.Table;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %config}: every flag, its value and where that came from. */
public final class ConfigMagic implements Magic {
    private final Flags flags;

    public ConfigMagic(Flags flags) {
        this.flags = flags;
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "shows every flag with its source, or sets one";
    }

    @Override
    public String help() {
        return """
        %config                every flag: value, source, how to set it
        %config NAME           one of them
        %config NAME=value     sets it for the rest of the session

        A flag is looked up in what the notebook set, the JVM's system properties, the
        environment, the files .env and mantissa.toml of the working directory, and last
        its default.\
        """;
    }

    @Override
    public String example() {
        return "%config";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        String text = line.text().strip();
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip();
        if (name.isEmpty() && equals < 0) {
            Say.show(context, table(Settings.load()));
            return null;
        }
        Setting setting = Flags.find(name).orElseThrow(() -> unknown(line, name));
        if (equals >= 0) {
            flags.set(Say.typed(line), setting, unquoted(text.substring(equals + 1)), context);
            return null;
        }
        SettingValue value = flags.value(Settings.load(), setting);
        Say.line(
                context,
                "%s = %s (source: %s): %s"
                        .formatted(setting.name(), value.text(), value.source(), setting.help()));
        value.problems().forEach(problem -> Say.line(context, problem));
        return null;
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static IllegalArgumentException unknown(MagicLine line, String name) {
        return Mistake.unknown(
                Say.typed(line),
                "flag",
                name,
                Settings.all().stream().map(Setting::name).toList(),
                "%config shows each.");
    }

    private Table table(Settings settings) {
        Table.Builder table =
                Table.titled("Flags")
                        .left("flag", "value", "source", "environment variable", "what it is");
        for (Setting setting : Settings.all()) {
            SettingValue value = flags.value(settings, setting);
            table.row(
                    setting.name(),
                    value.text(),
                    value.source(),
                    setting.variable(),
                    setting.help());
            value.problems().forEach(table::note);
        }
        return table.note("Set one: %config NAME=value, or its variable before the start.").build();
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.from(
                arguments,
                "flag",
                Settings.all().stream().map(Setting::name).toList(),
                n -> Flags.find(n).map(Setting::help).orElse(""));
    }
}
