package dev.mantissa.lib.precision;

import java.util.List;

/**
 * An error that the design promises, or that was published for a device: relative, in the Frobenius
 * norm, of products of N(0,1) matrices against f64.
 *
 * @param terms per sum
 * @param error as stated, to two or three digits
 */
record DesignFigure(String mode, int terms, double error) {
    static List<DesignFigure> all() {
        return List.of(
                new DesignFigure("tf32", 1024, 2.93e-4),
                new DesignFigure("f16", 1024, 2.93e-4),
                new DesignFigure("tf32:rz", 1024, 7.7e-4),
                new DesignFigure("bf16", 1024, 2.36e-3),
                new DesignFigure("f8e4m3", 1024, 3.75e-2),
                new DesignFigure("f8e5m2", 1024, 7.5e-2),
                new DesignFigure("mxfp8", 1024, 4.16e-2),
                new DesignFigure("mxfp4", 1024, 1.61e-1),
                new DesignFigure("nvfp4", 1024, 1.34e-1),
                new DesignFigure("int8", 1024, 1.15e-2),
                new DesignFigure("int4", 1024, 9.7e-2),
                new DesignFigure("int4:g128", 1024, 1.18e-1),
                new DesignFigure("ternary", 1024, 0.51),
                new DesignFigure("int1", 1024, 0.61),
                new DesignFigure("f32seq", 1024, 5.7e-7),
                new DesignFigure("f32seq", 4096, 1.1e-6),
                new DesignFigure("f16acc16", 1024, 1.7e-3),
                new DesignFigure("f16acc16", 4096, 3.3e-3),
                new DesignFigure("bf16x3", 1024, 4.4e-6),
                new DesignFigure("bf16x6@h100", 4096, 4.4e-6),
                new DesignFigure("bf16x6@h100:p128", 4096, 1.6e-7),
                new DesignFigure("bf16x9@h100:p128", 4096, 1.6e-7),
                new DesignFigure("tf32x3@a100", 4096, 1.3e-5),
                new DesignFigure("tf32x3@a100:p32", 4096, 2.6e-7));
    }
}
