package dev.mantissa.kernel.notebook;

/** A file is not a notebook that can be read; the message names the place in it and the rule. */
public final class NotebookFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;

    NotebookFormatException(String file, String path, String rule) {
        super("%s: %s%s".formatted(file, path.isEmpty() ? "" : path + ": ", rule));
        this.path = path;
    }

    /** Where in the JSON tree, such as {@code cells[3].source}; empty for the whole. */
    public String path() {
        return path;
    }
}
