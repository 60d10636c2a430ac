package dev.mantissa.magics;

import dev.mantissa.magics.cli.Commands;

/** The program: {@code mantissa SUB-COMMAND …}. */
public final class Mantissa {
    private Mantissa() {}

    public static void main(String[] arguments) {
        // Threads that a notebook left behind must not keep the program alive.
        System.exit(Commands.execute(arguments));
    }
}
