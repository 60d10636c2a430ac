package dev.mantissa.magics.cli;

import picocli.CommandLine.Command;

/** {@code mantissa info}: what this installation is and what it found. */
@Command(name = "info", description = "Show versions, engines and settings, with their sources.")
public final class InfoCommand implements Runnable {
    @Override
    public void run() {
        System.out.println("java " + Runtime.version());
    }
}
