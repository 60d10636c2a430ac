package dev.mantissa.lib.engine;

/**
 * One row of {@link Engines#explain}: an engine, what it said, and whether it is the one in use.
 *
 * @param name as typed after {@code %engine}
 * @param probe what it answered
 * @param chosen whether products run on it
 */
public record EngineStatus(String name, Probe probe, boolean chosen) {
    public boolean ready() {
        return probe instanceof Probe.Ready;
    }

    /** Its score; 0 if it refused. */
    public int score() {
        return probe instanceof Probe.Ready(int score, String detail) ? score : 0;
    }

    /** What was found, or why it refused and what would help. */
    public String detail() {
        return switch (probe) {
            case Probe.Ready(int score, String detail) -> detail;
            case Probe.Refused(String reason, String remedy) -> reason + "; " + remedy;
        };
    }
}
