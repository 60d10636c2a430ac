package dev.mantissa.kernel.session;

/** Whether a cell can be run as it stands. */
public record Completeness(Status status, String indent) {
    public enum Status {
        COMPLETE,
        INCOMPLETE,
        INVALID,
        UNKNOWN
    }
}
