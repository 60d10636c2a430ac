package dev.mantissa.lib.format;

import java.lang.foreign.MemorySegment;

/** IEEE 754 binary32: rounds nothing. */
public final class F32 implements NumberFormat {
    public static final F32 FORMAT = new F32();

    private F32() {}

    @Override
    public String name() {
        return "f32";
    }

    @Override
    public int exponentBits() {
        return 8;
    }

    @Override
    public int mantissaBits() {
        return 23;
    }

    @Override
    public float round(float value) {
        return value;
    }

    @Override
    public void round(MemorySegment from, MemorySegment to, long count) {
        MemorySegment.copy(from, 0, to, 0, count * Float.BYTES);
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public String definedIn() {
        return "IEEE 754-2019";
    }
}
