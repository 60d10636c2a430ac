package dev.mantissa.kernel.session;

/**
 * What is asked of a session.
 *
 * @param code Java, magics, or both
 * @param storeHistory whether it gets a number and its value is kept in {@code Out}
 * @param silent whether its value is not shown
 */
public record Cell(String code, boolean storeHistory, boolean silent) {
    public Cell(String code) {
        this(code, true, false);
    }
}
