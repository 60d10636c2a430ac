package dev.mantissa.lib.precision;

import java.util.List;

/** An expected error of at most 3.5e-4: TF32 or better. */
public final class High extends Level {
    public High() {
        super(
                "high",
                3.5e-4,
                List.of(new Tf32Mode(), new Bf16x3Mode()),
                "expected error at most 3.5e-4: tf32 operands, f32 sums");
    }
}
