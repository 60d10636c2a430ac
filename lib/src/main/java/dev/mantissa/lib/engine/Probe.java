package dev.mantissa.lib.engine;

/** What an engine answers when it is asked whether it can work here. */
public sealed interface Probe permits Probe.Ready, Probe.Refused {
    /**
     * It can.
     *
     * @param score higher is preferred
     * @param detail what was found, for a person: "AVX-512, 16 lanes, 2 threads"
     */
    record Ready(int score, String detail) implements Probe {}

    /** It cannot, for this reason, and this is what would help. */
    record Refused(String reason, String remedy) implements Probe {}
}
