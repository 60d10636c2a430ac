package dev.mantissa.magics;

import dev.mantissa.magics.cli.InfoCommand;
import dev.mantissa.magics.cli.ReplCommand;
import dev.mantissa.magics.cli.RunCommand;
import dev.mantissa.magics.cli.WarmCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program: {@code mantissa SUB-COMMAND …}. One sub-command is one class and one line here. */
@Command(
        name = "mantissa",
        description =
                "Notebooks and scripts in Java in which numeric precision is a first-class citizen.",
        footer = {"", "  test    runs every test of the project (needs Maven)"},
        subcommands = {CommandLine.HelpCommand.class})
public final class Mantissa implements Runnable {
    @Spec private CommandSpec spec;

    private static List<Object> commands() {
        return List.of(new RunCommand(), new ReplCommand(), new InfoCommand(), new WarmCommand());
    }

    public static void main(String[] arguments) {
        StandardError.restore();
        CommandLine line = new CommandLine(new Mantissa());
        commands().forEach(line::addSubcommand);
        // Threads that a notebook left behind must not keep the program alive.
        System.exit(line.execute(arguments));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
