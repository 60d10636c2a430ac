package dev.mantissa.lib.nativecode;

/** In what form the activations of a product with packed weights are multiplied. */
public enum Activation {
    /** As they are, in f32. */
    A16("a16"),

    /** As 8-bit integers with a scale for each 32: the integer sums of a block are exact. */
    A8("a8"),

    /** As signs with a scale for each group, packed like the weights. */
    A1("a1");

    private final String infix;

    Activation(String infix) {
        this.infix = infix;
    }

    String infix() {
        return infix;
    }
}
