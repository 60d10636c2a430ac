package dev.mantissa.magics.cli;

import dev.mantissa.kernel.notebook.PrintingOutput;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Session;
import dev.mantissa.magics.MantissaSession;
import java.io.BufferedReader;
import java.io.Reader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mantissa info}: what this installation is and what it found on this machine. */
@Command(name = "info", description = "Show versions, engines, GPU and flags with their sources.")
public final class InfoCommand implements Callable<Integer> {
    @Mixin private HelpOption help = new HelpOption();
    private static final String MAGICS = "%engine\n%gpu\n%config";

    @Override
    public Integer call() {
        About.facts().forEach((name, value) -> System.out.printf("%-12s %s%n", name, value));
        System.out.println();
        BufferedReader nothing = new BufferedReader(Reader.nullReader());
        try (PrintingOutput terminal = new PrintingOutput(System.out, System.err, nothing);
                Session session = MantissaSession.open(System.err::println)) {
            return session.execute(new Cell(MAGICS), terminal) instanceof CellResult.Ok ? 0 : 1;
        }
    }
}
