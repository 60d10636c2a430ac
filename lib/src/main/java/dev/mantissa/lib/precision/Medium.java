package dev.mantissa.lib.precision;

import java.util.List;

/** An expected error of at most 3e-3: bfloat16 or better. */
public final class Medium extends Level {
    public Medium() {
        super(
                "medium",
                3e-3,
                List.of(new Bf16Mode(), new Tf32Mode()),
                "expected error at most 3e-3: bf16 operands, f32 sums");
    }
}
