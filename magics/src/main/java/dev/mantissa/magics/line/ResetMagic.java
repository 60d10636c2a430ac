package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %reset}: an empty session. */
public final class ResetMagic implements Magic {
    @Override
    public String name() {
        return "reset";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "forgets all variables, methods, types and imports of the cells";
    }

    @Override
    public String help() {
        return """
        %reset        asks, then forgets what cells declared and the values kept as Out[n]
        %reset -f     without asking

        Libraries on the class path, settings and magics stay. %restart begins with a new
        Java process.\
        """;
    }

    @Override
    public String example() {
        return "int gone = 1;\n%reset -f";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws IOException {
        if (!line.words().isEmpty() && !line.words().equals(List.of("-f"))) {
            throw Mistake.usage(Say.typed(line), "it takes nothing but -f.", "%reset -f");
        }
        int variables = context.session().variables().size();
        if (line.words().isEmpty()) {
            String answer =
                    context.output()
                            .readLine(
                                    "Forget %d variables and all declarations? (y/n) "
                                            .formatted(variables),
                                    false);
            if (!answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
                Say.line(context, "Nothing was forgotten.");
                return null;
            }
        }
        context.session().reset();
        Say.line(context, "Forgot %d variables and all other declarations.".formatted(variables));
        return null;
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.from(arguments, "option", List.of("-f"), o -> "without asking");
    }
}
