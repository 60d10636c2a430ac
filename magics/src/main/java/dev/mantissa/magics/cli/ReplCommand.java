package dev.mantissa.magics.cli;

import picocli.CommandLine.Command;

/** {@code mantissa repl}. */
@Command(name = "repl", hidden = true)
public final class ReplCommand implements Runnable {
    @Override
    public void run() {}
}
