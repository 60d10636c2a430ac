package dev.mantissa.lib.precision;

import java.util.List;

/** An expected error of at most 5e-2: 8-bit operands or better. */
public final class Low extends Level {
    public Low() {
        super(
                "low",
                5e-2,
                List.of(new F8e4m3Mode(), new Bf16Mode(), new F16Mode(), new Tf32Mode()),
                "expected error at most 5e-2: 8-bit operands (f8e4m3), f32 sums",
                "any");
    }
}
