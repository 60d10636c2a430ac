package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.NumberFormat;
import java.util.List;

/** A mode that rounds the operands to one format: name, format and sums say all there is. */
abstract class FormatMode implements Precision {
    private final String name;
    private final NumberFormat format;
    private final NumberFormat right;
    private final Accumulation sums;
    private final String summary;
    private final List<String> aliases;

    /** Both operands in one format, whose name is the mode's. */
    FormatMode(NumberFormat format, Accumulation sums, String summary, String... aliases) {
        this(format.name(), format, format, sums, summary, aliases);
    }

    FormatMode(
            String name,
            NumberFormat format,
            NumberFormat right,
            Accumulation sums,
            String summary,
            String... aliases) {
        this.name = name;
        this.format = format;
        this.right = right;
        this.sums = sums;
        this.summary = summary;
        this.aliases = List.of(aliases);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final List<String> aliases() {
        return aliases;
    }

    @Override
    public final NumberFormat operandFormat() {
        return format;
    }

    @Override
    public final NumberFormat rightFormat() {
        return right;
    }

    @Override
    public final Accumulation accumulation() {
        return sums;
    }

    @Override
    public double expectedError(long k) {
        return ErrorModel.product(this, k);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Precision p
                && p.getClass() == getClass()
                && p.name().equals(name());
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
