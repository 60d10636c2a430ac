package dev.mantissa.magics.cli;

import picocli.CommandLine.Command;

/** {@code mantissa run}. */
@Command(name = "run", hidden = true)
public final class RunCommand implements Runnable {
    @Override
    public void run() {}
}
