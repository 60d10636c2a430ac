package dev.mantissa.magics.cli;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The catalogue of sub-commands. One sub-command is one class and one line here. */
@Command(
        name = "mantissa",
        description =
                "Notebooks and scripts in Java in which numeric precision is a first-class citizen.",
        footer = {"", "  test    runs every test of the project (needs Maven)"},
        versionProvider = About.class)
public final class Commands implements Runnable {
    private static final List<Entry> ALL =
            List.of(
                    new Entry("run", RunCommand::new),
                    new Entry("repl", ReplCommand::new),
                    new Entry("info", InfoCommand::new),
                    new Entry("accuracy", AccuracyCommand::new),
                    new Entry("notebook", NotebookCommand::new),
                    new Entry("install", InstallCommand::new),
                    new Entry("uninstall", UninstallCommand::new),
                    new Entry("doctor", DoctorCommand::new),
                    new Entry("warm", WarmCommand::new),
                    new Entry("distribution", DistributionCommand::new),
                    new Entry("help", () -> new CommandLine.HelpCommand()));

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help; help COMMAND says more about one.")
    private boolean helpAsked;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean versionAsked;

    private Commands() {}

    /** A sub-command that is made when it is needed: reading its annotations takes time. */
    private record Entry(String name, Supplier<Object> maker) {}

    /** Runs what the arguments ask for and returns the exit status. */
    public static int execute(String... arguments) {
        return lineFor(arguments).execute(arguments);
    }

    static CommandLine lineFor(String... arguments) {
        CommandLine line = new CommandLine(new Commands());
        String first = arguments.length == 0 ? "" : arguments[0];
        boolean direct =
                !first.equals("help") && ALL.stream().anyMatch(e -> e.name().equals(first));
        for (Entry entry : ALL) {
            if (!direct || entry.name().equals(first)) {
                line.addSubcommand(entry.name(), entry.maker().get());
            }
        }
        line.setParameterExceptionHandler(CommandMistakes::misused);
        line.setExecutionExceptionHandler(CommandMistakes::failed);
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
