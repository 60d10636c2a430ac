package dev.mantissa.lib.gpu;

import java.util.Set;

/**
 * Kinds of tensor cores by the operand formats that they multiply. Sources: the mma, wgmma and
 * tcgen05 instructions in NVIDIA's PTX ISA, and the architecture whitepapers.
 */
public enum TensorCores {
    /** Before Volta, and the GTX 16 series, which is Turing without them. */
    NONE(""),
    VOLTA("f16"),
    TURING("f16 int8 w4a4 w1a1"),
    /** GA10x and Orin. */
    AMPERE("f16 bf16 tf32 int8 w4a4 w1a1"),
    /** GA100 only. */
    AMPERE_F64("f64 f16 bf16 tf32 int8 w4a4 w1a1"),
    ADA("f16 bf16 tf32 f8e4m3 f8e5m2 int8 w4a4 w1a1"),
    /** Four-bit integers are gone, one-bit ones are not. */
    HOPPER("f64 f16 bf16 tf32 f8e4m3 f8e5m2 int8 w1a1"),
    BLACKWELL_F64("f64 f16 bf16 tf32 f8e4m3 f8e5m2 mxfp8 mxfp4 nvfp4 int8"),
    /** GB20x: GeForce and workstations. */
    BLACKWELL("f16 bf16 tf32 f8e4m3 f8e5m2 mxfp8 mxfp4 nvfp4 int8");

    private final Set<String> formats;

    TensorCores(String formats) {
        this.formats = formats.isEmpty() ? Set.of() : Set.of(formats.split(" "));
    }

    /** Names of the operand formats. */
    public Set<String> formats() {
        return formats;
    }
}
