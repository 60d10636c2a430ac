package dev.mantissa.lib;

/**
 * Where a setting came from.
 *
 * @param kind which of the places; an earlier one wins over a later one
 * @param label for a person: "notebook", "MANTISSA_PRECISION", ".env"
 */
public record Source(Kind kind, String label) {
    /** The places a setting can come from, strongest first. */
    public enum Kind {
        CALL,
        SCOPE,
        CELL,
        NOTEBOOK,
        METADATA,
        COMMAND_LINE,
        ENVIRONMENT,
        DOT_ENV,
        FILE,
        DEFAULT
    }

    public static final Source CALL = new Source(Kind.CALL, "call argument");
    public static final Source SCOPE = new Source(Kind.SCOPE, "scope");
    public static final Source CELL = new Source(Kind.CELL, "cell");
    public static final Source NOTEBOOK = new Source(Kind.NOTEBOOK, "notebook");
    public static final Source METADATA = new Source(Kind.METADATA, "notebook metadata");
    public static final Source COMMAND_LINE = new Source(Kind.COMMAND_LINE, "command line");
    public static final Source DEFAULT = new Source(Kind.DEFAULT, "default");

    /** True if a setting from here must not be replaced by one from {@code other}. */
    public boolean outranks(Source other) {
        return kind.compareTo(other.kind) < 0;
    }

    @Override
    public String toString() {
        return label;
    }
}
