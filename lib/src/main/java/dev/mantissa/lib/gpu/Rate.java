package dev.mantissa.lib.gpu;

import java.util.List;

/**
 * Operations whose peak rate is known: of dense matrices, a multiplication and an addition counted
 * as two, in 10^12 per second. Two kinds of sums are told apart where GeForce cards halve one.
 */
public enum Rate {
    F64("f64", "f64"),
    F32("f32", "f32"),
    TF32("tf32", "tf32"),
    F16_SUM16("f16/f16", "f16"),
    F16_SUM32("f16/f32", "f16"),
    BF16("bf16", "bf16"),
    FP8_SUM16("fp8/f16", "f8e4m3", "f8e5m2"),
    FP8_SUM32("fp8/f32", "f8e4m3", "f8e5m2"),
    INT8("int8", "int8"),
    INT4("int4", "w4a4"),
    FP4("fp4", "mxfp4", "nvfp4");

    private final String label;
    private final List<String> formats;

    Rate(String label, String... formats) {
        this.label = label;
        this.formats = List.of(formats);
    }

    /** Operands, and after a slash in what the sums are kept: "f16/f32". */
    public String label() {
        return label;
    }

    /** The operand formats it holds for: "f8e4m3". */
    public List<String> formats() {
        return formats;
    }

    /** A peak of so many TFLOPS or TOPS. */
    Peak at(double tera) {
        return new Peak(this, tera);
    }

    /** A peak as a vendor's document states it. */
    record Peak(Rate rate, double tera) {}
}
