package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.kernel.session.Variable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** Candidates for the last word of a magic's arguments. */
final class Complete {
    private Complete() {}

    /** The word being typed: what stands after the last blank. */
    static String word(String arguments) {
        return arguments.substring(arguments.lastIndexOf(' ') + 1);
    }

    /** How many words stand before the one being typed. */
    static int position(String arguments) {
        String before = arguments.substring(0, arguments.length() - word(arguments).length());
        return before.isBlank() ? 0 : before.strip().split("\\s+").length;
    }

    /** Those of {@code all} that begin with the word being typed, in any case. */
    static List<Candidate> from(
            String arguments,
            String type,
            Collection<String> all,
            Function<String, String> detail) {
        String word = word(arguments).toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(word))
                .map(name -> new Candidate(name, type, detail.apply(name)))
                .toList();
    }

    /** Variables of the session that pass the test. */
    static List<Candidate> variables(
            String arguments, MagicContext context, Predicate<Variable> wanted) {
        String word = word(arguments);
        return context.session().variables().stream()
                .filter(wanted)
                .filter(v -> v.name().startsWith(word))
                .map(v -> new Candidate(v.name(), "variable", v.type()))
                .toList();
    }

    /** Files and folders whose names go on from the word being typed. */
    static List<Candidate> paths(String arguments, Predicate<Path> wanted) {
        String word = word(arguments);
        int slash = word.lastIndexOf('/') + 1;
        List<Candidate> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of(slash == 0 ? "." : word.substring(0, slash)))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean folder = Files.isDirectory(file);
                if (name.startsWith(word.substring(slash)) && (folder || wanted.test(file))) {
                    String text = word.substring(0, slash) + name + (folder ? "/" : "");
                    found.add(new Candidate(text, "path", folder ? "folder" : "file"));
                }
            }
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(Candidate::text));
        return found;
    }
}
