package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %jvm}: options of the Java process. */
public final class JvmMagic implements Magic {
    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "shows the Java process of the cells, or starts it with options";
    }

    @Override
    public String help() {
        return """
        %jvm                 Java, memory, options in force
        %jvm -Xmx8g          starts the Java process of the cells anew with this option: variables,
                             declarations and libraries are gone. Does nothing if it is in force
                             already, so a notebook may begin with it.

        Options are those of the command java: -Xmx8g, -XX:+UseZGC, --enable-preview,
        --add-opens java.base/java.nio=ALL-UNNAMED. For every notebook: MANTISSA_JAVA_OPTS in the
        environment of Jupyter.\
        """;
    }

    @Override
    public String example() {
        return "%jvm";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        List<String> options = line.words();
        if (options.isEmpty()) {
            Say.show(context, table());
            return null;
        }
        for (String option : options) {
            // What follows an option such as --add-opens is no option itself.
            if (!options.getFirst().startsWith("-") || option.startsWith("@")) {
                throw Mistake.usage(
                        Say.typed(line),
                        "'%s' is no option of Java; one begins with a dash.".formatted(option),
                        "%jvm -Xmx8g");
            }
        }
        if (JavaOptions.inForce(options, inForce())) {
            Say.line(context, String.join(" ", options) + ": in force already.");
            return null;
        }
        JavaOptions.check(options)
                .ifPresent(why -> {
                    throw new IllegalArgumentException(
                            "%s: Java does not start so: %s Nothing was changed; 'java --help-extra' lists options."
                                    .formatted(Say.typed(line), why));
                });
        if (!context.output().restart(options, false)) {
            context.output().stream(
                    true,
                    "Note: %s has no effect: cells run in the program itself here, not in Jupyter. Set MANTISSA_JAVA_OPTS='%s' before it starts.\n"
                            .formatted(Say.typed(line), String.join(" ", options)));
        }
        return null;
    }

    private static Table table() {
        Runtime runtime = Runtime.getRuntime();
        Table.Builder table = Table.titled("").left("the Java of the cells", "value");
        table.row("version", System.getProperty("java.vm.name") + " " + Runtime.version());
        table.row("most memory for objects", Figures.bytes(runtime.maxMemory()));
        table.row("of it in use", Figures.bytes(runtime.totalMemory() - runtime.freeMemory()));
        table.row("options", String.join(" ", inForce()));
        return table.build();
    }

    private static List<String> inForce() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.from(
                arguments,
                "option",
                List.of("-Xmx", "-Xss", "-XX:+UseZGC", "--enable-preview", "--add-opens", "-D"),
                o -> "option of Java");
    }
}
