package dev.mantissa.kernel.session;

/**
 * Java source as it is compiled, and where each place of it stands in the cell.
 *
 * @param cell number of the cell
 * @param source what is compiled
 * @param original what the person wrote
 * @param edits how the one became the other
 * @param line of the cell, from 0, on which {@code original} begins
 * @param column on that line
 */
record JavaText(int cell, String source, String original, Edits edits, int line, int column) {

    /**
     * A place in a cell.
     *
     * @param line from 1
     * @param column from 0
     * @param text the whole line
     */
    record Spot(int cell, int line, int column, String text) {
        String label() {
            return "cell " + cell + ", line " + line;
        }
    }

    /** The place of {@code position} in {@link #source}. */
    Spot spot(int position) {
        int at = Math.clamp(edits.original(position), 0, original.length());
        int start = original.lastIndexOf('\n', at - 1) + 1;
        int end = original.indexOf('\n', at);
        int lineOffset = (int) original.substring(0, start).chars().filter(c -> c == '\n').count();
        String text = original.substring(start, end < 0 ? original.length() : end);
        int indent = lineOffset == 0 ? column : 0;
        return new Spot(
                cell, line + lineOffset + 1, at - start + indent, " ".repeat(indent) + text);
    }
}
