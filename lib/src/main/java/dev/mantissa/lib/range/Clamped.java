package dev.mantissa.lib.range;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.RangeOptions;
import dev.mantissa.lib.precision.Splitting;
import dev.mantissa.lib.precision.TensorCores;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Formats, and modes with operands in them, whose values stop at the largest finite one. */
final class Clamped {
    private Clamped() {}

    /** The format itself where it has the range of f32. */
    static NumberFormat of(NumberFormat format) {
        return RangeOptions.isLimited(format) ? new Format(format) : format;
    }

    /** The mode itself where its operands have the range of f32. */
    static Precision of(Precision mode) {
        boolean limited =
                RangeOptions.isLimited(mode.operandFormat())
                        || RangeOptions.isLimited(mode.rightFormat());
        return limited ? new Mode(mode) : mode;
    }

    /** Rounds as {@code inner}, and gives its largest value where that would be infinite. */
    private record Format(NumberFormat inner) implements NumberFormat {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public int exponentBits() {
            return inner.exponentBits();
        }

        @Override
        public int mantissaBits() {
            return inner.mantissaBits();
        }

        @Override
        public double largest() {
            return inner.largest();
        }

        @Override
        public float round(float value) {
            float rounded = inner.round(value);
            return Float.isInfinite(rounded)
                    ? Math.copySign((float) inner.largest(), rounded)
                    : rounded;
        }

        @Override
        public void round(MemorySegment from, MemorySegment to, long count) {
            inner.round(from, to, count);
            new Limit(inner).clamp(to, count);
        }

        @Override
        public void round(float[] values, int from, int count) {
            inner.round(values, from, count);
            new Limit(inner).clamp(MemorySegment.ofArray(values).asSlice(4L * from), count);
        }
    }

    /** A mode of the same name, with operands that stop at the largest value of their format. */
    private record Mode(Precision inner) implements Precision {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public String summary() {
            return inner.summary();
        }

        @Override
        public NumberFormat operandFormat() {
            return Clamped.of(inner.operandFormat());
        }

        @Override
        public NumberFormat rightFormat() {
            return Clamped.of(inner.rightFormat());
        }

        @Override
        public @Nullable Splitting splitting() {
            return inner.splitting();
        }

        @Override
        public @Nullable TensorCores tensorCores() {
            return inner.tensorCores();
        }

        @Override
        public Accumulation accumulation() {
            return inner.accumulation();
        }

        @Override
        public Precision on(Device device) {
            return Clamped.of(inner.on(device));
        }

        @Override
        public double expectedError(long k) {
            return inner.expectedError(k);
        }
    }
}
