package dev.mantissa.kernel.protocol;

/** The channels on which messages are answered. */
public enum Channel {
    SHELL,
    CONTROL,
    STDIN
}
