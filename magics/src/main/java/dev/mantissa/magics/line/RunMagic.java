package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %run}: runs a file here, its main method too. */
public final class RunMagic implements Magic {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "runs a script, a notebook or a Java program in this session";
    }

    @Override
    public String help() {
        return """
        %run FILE [ARGUMENT …]   .jsh and .ipynb cell by cell, as %load does; a .java file is
                                 compiled, and its main method runs with the arguments

        Main may be static or not, in a class or alone in the file. What the file declares
        stays in the session; a package line is left out.\
        """;
    }

    @Override
    public String example() {
        return """
        Files.writeString(Path.of("Greet.java"), "void main(String[] who) { IO.println(who[0]); }");
        %run Greet.java you
        Files.delete(Path.of("Greet.java"));\
        """;
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        if (line.words().isEmpty()) {
            throw Mistake.usage(Say.typed(line), "a file is needed.", "%run FILE [ARGUMENT …]");
        }
        Path file = LoadedFile.find(line, line.words().getFirst());
        Object last = LoadedFile.run(line, file, context);
        if (!ClassPath.name(file).endsWith(".java")) {
            return last;
        }
        String call =
                MainMethod.call(
                        Files.readString(file), line.words().subList(1, line.words().size()));
        return call == null ? last : context.run(call);
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.paths(arguments, LoadedFile::isKnown);
    }
}
