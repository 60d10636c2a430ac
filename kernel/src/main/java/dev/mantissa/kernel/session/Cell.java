package dev.mantissa.kernel.session;

/**
 * What is asked of a session.
 *
 * @param code Java, magics, or both
 * @param storeHistory whether it gets a number and its value is kept in {@code Out}
 * @param silent whether its value is not shown
 * @param number the number it gets; 0 for the session to go on counting
 */
public record Cell(String code, boolean storeHistory, boolean silent, int number) {
    public Cell(String code) {
        this(code, true, false);
    }

    public Cell(String code, boolean storeHistory, boolean silent) {
        this(code, storeHistory, silent, 0);
    }
}
