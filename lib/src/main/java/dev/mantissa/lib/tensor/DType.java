package dev.mantissa.lib.tensor;

/** The type in which elements are stored (what they are computed in is a {@code Precision}). */
public enum DType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I32(4),
    I8(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }
}
