package dev.mantissa.lib.format;

/** The 4-bit format of the MX and NV blocks: 0, 0.5, 1, 1.5, 2, 3, 4 and 6, which saturates. */
public final class E2m1 extends BinaryFormat {
    static final float MAX = 6;

    public static final E2m1 FORMAT = new E2m1();

    private E2m1() {
        super("e2m1", 2, 1, Rounding.NEAREST_EVEN, MAX, MAX);
    }

    @Override
    public String definedIn() {
        return "Open Compute Project, Microscaling Formats (MX) Specification";
    }
}
