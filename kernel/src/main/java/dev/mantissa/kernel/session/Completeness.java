package dev.mantissa.kernel.session;

/** Whether a cell can be run as it stands. */
public record Completeness(Status status, String indent) {
    public enum Status {
        COMPLETE,
        INCOMPLETE,
        INVALID,
        UNKNOWN
    }

    private static final int INDENT = 4;

    /** What brackets and quotes alone tell, where there is no compiler to ask. */
    public static Completeness byBrackets(String code) {
        JavaTokens tokens = new JavaTokens(code);
        int depth = Math.max(0, tokens.depth());
        return depth > 0 || tokens.open()
                ? new Completeness(Status.INCOMPLETE, " ".repeat(depth * INDENT))
                : new Completeness(Status.UNKNOWN, "");
    }
}
