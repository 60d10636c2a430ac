package dev.mantissa.lib.format;

import java.lang.foreign.MemorySegment;

/** IEEE 754 binary64: holds every f32 value, so it rounds none of them. */
public final class F64 implements NumberFormat {
    public static final F64 FORMAT = new F64();

    private F64() {}

    @Override
    public String name() {
        return "f64";
    }

    @Override
    public int exponentBits() {
        return 11;
    }

    @Override
    public int mantissaBits() {
        return 52;
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
