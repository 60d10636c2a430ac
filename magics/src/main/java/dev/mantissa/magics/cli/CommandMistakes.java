package dev.mantissa.magics.cli;

import dev.mantissa.lib.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told about a command that was typed wrongly, or that could not do its work. */
final class CommandMistakes {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private CommandMistakes() {}

    /** One sentence and where to read more; not the whole help, under which it would be lost. */
    static int misused(ParameterException mistake, String[] arguments) {
        CommandLine line = mistake.getCommandLine();
        PrintWriter err = line.getErr();
        err.println(line.getCommandSpec().qualifiedName() + ": " + explained(mistake));
        err.println(
                line.getParent() == null
                        ? "'mantissa help' shows the commands."
                        : "'mantissa help %s' shows how it is used."
                                .formatted(line.getCommandName()));
        err.flush();
        return WRONG_USAGE;
    }

    /** A file that cannot be read or written is told in a sentence; all else is a fault of ours. */
    static int failed(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        if (!(failure instanceof IOException trouble)) {
            throw failure;
        }
        line.getErr()
                .println(
                        line.getCommandSpec().qualifiedName()
                                + ": "
                                + FileTrouble.described(trouble));
        line.getErr().flush();
        return FAILED;
    }

    private static String explained(ParameterException mistake) {
        CommandSpec spec = mistake.getCommandLine().getCommandSpec();
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, spec);
        }
        if (mistake instanceof MissingParameterException missing) {
            return missing(missing, spec);
        }
        return String.valueOf(mistake.getMessage());
    }

    private static String unmatched(UnmatchedArgumentException mistake, CommandSpec spec) {
        String given = mistake.getUnmatched().getFirst();
        if (given.startsWith("-")) {
            String option = given.replaceFirst("=.*", "");
            Collection<String> known = new TreeSet<>(spec.optionsMap().keySet());
            return "unknown option '%s'.%s Known: %s."
                    .formatted(option, Suggestion.hint(option, known), String.join(", ", known));
        }
        if (spec.parent() == null) {
            List<String> known =
                    spec.subcommands().entrySet().stream()
                            .filter(e -> !e.getValue().getCommandSpec().usageMessage().hidden())
                            .map(e -> e.getKey())
                            .toList();
            return "there is no command '%s'.%s Known: %s, test."
                    .formatted(given, Suggestion.hint(given, known), String.join(", ", known));
        }
        return "'%s' is one argument too many.".formatted(String.join(" ", mistake.getUnmatched()))
                + " Put a name with blanks in quotes, and options before their values.";
    }

    private static String missing(MissingParameterException mistake, CommandSpec spec) {
        String labels =
                mistake.getMissing().stream()
                        .map(ArgSpec::paramLabel)
                        .collect(Collectors.joining(", "));
        return "%s is missing. Usage: %s %s …; what stands after an option may have been read as its value."
                .formatted(labels, spec.qualifiedName(), labels);
    }
}
