package dev.mantissa.kernel.session;

/**
 * One snippet of a cell.
 *
 * @param source as given to the compiler
 * @param offset where it begins in {@code text}'s source
 * @param whole whether it is a whole snippet; otherwise it ends too early or cannot be parsed
 */
record Piece(JavaText text, String source, int offset, boolean whole) {
    JavaText.Spot spot(int position) {
        return text.spot(offset + position);
    }
}
