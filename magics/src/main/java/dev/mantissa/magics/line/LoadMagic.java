package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %load}: runs a file here. */
public final class LoadMagic implements Magic {
    @Override
    public String name() {
        return "load";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "runs a script or notebook file in this session";
    }

    @Override
    public String help() {
        return """
        %load FILE      runs the file as if its text stood in this cell

        What it declares stays. Magics in it work too. The ending of the name may be left out.
        To run a program's main method: %run FILE.\
        """;
    }

    @Override
    public String example() {
        return """
        Files.writeString(Path.of("greeting.jsh"), "var greeting = \\"hello\\";");
        %load greeting.jsh
        Files.delete(Path.of("greeting.jsh"));
        greeting\
        """;
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        if (line.words().size() != 1) {
            throw Mistake.usage(Say.typed(line), "one file is needed.", "%load FILE");
        }
        return LoadedFile.run(line, LoadedFile.find(line, line.words().getFirst()), context);
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.paths(arguments, LoadedFile::isKnown);
    }
}
