package dev.mantissa.kernel.debug;

/** The methods in which the pieces of a cell are that no method of the person's is around. */
final class Pieces {
    private static final String WHOLE = "do_it$";

    /** What {@link #WHOLE} calls for the value of a variable, where there is such a method. */
    static final String VALUE = "do_it$Aux";

    private Pieces() {}

    static boolean contains(String method) {
        return method.equals(WHOLE) || method.equals(VALUE);
    }

    /**
     * Whether it has lines of the person's; {@code value} tells whether its class has that method.
     */
    static boolean isEmpty(String method, boolean value) {
        return value && method.equals(WHOLE);
    }
}
