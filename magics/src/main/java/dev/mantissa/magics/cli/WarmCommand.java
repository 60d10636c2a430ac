package dev.mantissa.magics.cli;

import picocli.CommandLine.Command;

/** {@code mantissa warm}. */
@Command(name = "warm", hidden = true)
public final class WarmCommand implements Runnable {
    @Override
    public void run() {}
}
