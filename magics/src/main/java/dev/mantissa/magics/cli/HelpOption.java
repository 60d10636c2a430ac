package dev.mantissa.magics.cli;

import picocli.CommandLine.Option;

/** {@code --help}, for every sub-command. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean asked;
}
