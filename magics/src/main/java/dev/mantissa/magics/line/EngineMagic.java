package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.EngineStatus;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.engine.Probe;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.magics.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %engine}: who computes products. */
public final class EngineMagic implements Magic {
    @Override
    public String name() {
        return "engine";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "shows or chooses the engine that computes products";
    }

    @Override
    public String help() {
        return """
        %engine           every engine: ready or refused, why, and which is chosen
        %engine NAME      chooses one for the notebook
        %engine auto      the best one that is ready

        The scalar engine is the reference: readable, slow, always there. An engine that
        cannot work here says what would help; it is never replaced silently.\
        """;
    }

    @Override
    public String example() {
        return "%engine";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        if (line.words().isEmpty()) {
            Say.show(context, table(Numerics.current().engine()));
            return null;
        }
        if (line.words().size() > 1) {
            throw Mistake.usage(Say.typed(line), "one engine is needed.", "%engine NAME");
        }
        String name = line.words().getFirst().toLowerCase(Locale.ROOT);
        if (!names().contains(name)) {
            throw Mistake.unknown(
                    Say.typed(line),
                    "engine",
                    name,
                    names(),
                    "Nothing was changed; %engine shows each.");
        }
        choose(Say.typed(line), name, context);
        return null;
    }

    static void choose(String typed, String name, MagicContext context) {
        Engine engine;
        try {
            engine = Engines.select(name);
        } catch (UsageException e) {
            throw Mistake.in(typed, e);
        }
        Numerics.setNotebook(Numerics.notebook().withEngine(name));
        String detail = engine.probe() instanceof Probe.Ready ready ? ready.detail() : "";
        Say.line(
                context,
                "Products are computed by the engine '%s'%s: %s"
                        .formatted(
                                engine.name(),
                                name.equals(Engines.AUTO) ? ", the best that is ready" : "",
                                detail));
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(Engines.all().stream().map(Engine::name).toList());
        names.add(Engines.AUTO);
        return names;
    }

    private static Table table(String choice) {
        Table.Builder table =
                Table.titled("Engines (choice: " + choice + ")")
                        .left("engine", "state", "why", "what would help")
                        .right("score")
                        .left("chosen");
        for (EngineStatus status : Engines.explain(choice)) {
            String chosen = status.chosen() ? "✓" : "";
            switch (status.probe()) {
                case Probe.Ready(int score, String detail) ->
                        table.row(status.name(), "ready", detail, "", score, chosen);
                case Probe.Refused(String reason, String remedy) ->
                        table.row(status.name(), "refused", reason, remedy, "", chosen);
            }
        }
        return table.build();
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.from(arguments, "engine", names(), n -> "see %engine");
    }
}
