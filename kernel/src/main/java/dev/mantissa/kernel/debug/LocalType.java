package dev.mantissa.kernel.debug;

/**
 * A local variable as a class file names it.
 *
 * @param descriptor its type without type arguments, as in {@code Ljava/util/List;}
 * @param signature with them, if it has any; else the descriptor
 */
public record LocalType(String name, String descriptor, String signature) {
    private static final String SEPARATOR = " ";

    /** As one text, for the arguments of a probe. */
    String encoded() {
        return String.join(SEPARATOR, name, descriptor, signature);
    }

    static LocalType decoded(String text) {
        String[] parts = text.split(SEPARATOR, 3);
        return new LocalType(parts[0], parts[1], parts[2]);
    }
}
