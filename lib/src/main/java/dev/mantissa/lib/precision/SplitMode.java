package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.NumberFormat;
import org.jspecify.annotations.Nullable;

/** A mode that computes an f32 product as several products of a narrow format. */
abstract class SplitMode extends FormatMode {
    private final Splitting splitting;

    SplitMode(NumberFormat part, int parts, int products, String... aliases) {
        super(
                part.name() + "x" + products,
                F32.FORMAT,
                F32.FORMAT,
                Accumulation.F32,
                "each operand as %d terms of %s, %d products; f32 sums"
                        .formatted(parts, part.name(), products),
                aliases);
        this.splitting = new Splitting(part, parts, products);
    }

    @Override
    public final @Nullable Splitting splitting() {
        return splitting;
    }
}
