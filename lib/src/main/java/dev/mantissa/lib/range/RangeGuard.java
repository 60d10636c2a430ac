package dev.mantissa.lib.range;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.RangeOptions;
import dev.mantissa.lib.precision.RangeOptions.OnNan;
import dev.mantissa.lib.precision.RangeOptions.Overflow;
import dev.mantissa.lib.range.RangeLedger.Event;
import dev.mantissa.lib.range.RangeLedger.Kind;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a product as a policy asks about range: operands and results beyond a format are counted
 * and, if wished, clamped; results are rounded to the type they are stored in; and a product that
 * turns finite operands into Inf or NaN is computed again, more accurately.
 */
public final class RangeGuard {
    private static final String INFINITE = "inf";

    private final RangeOptions options;
    private final RangeLedger ledger;

    public RangeGuard(RangeOptions options, RangeLedger ledger) {
        this.options = options;
        this.ledger = ledger;
    }

    /** A product that can be computed in more than one mode. */
    public interface Product<R> {
        /** Computes it. */
        R in(Precision mode);

        /** What is rounded before it is multiplied. */
        List<Values> operands();

        /** What {@link #in} gave. */
        List<Values> results(R result);

        /** Puts back what the first run has overwritten of what it read. */
        default void again() {}

        /** Where it happens; asked only when there is something to say. */
        Operation place();
    }

    /** True if a mode can be run as it is. */
    public boolean isIdle(Precision mode) {
        return mode.passesThrough()
                || options.onNan() == OnNan.KEEP
                        && options.stored(mode) == null
                        && limit(mode) == null
                        && !RangeOptions.isLimited(mode.rightFormat());
    }

    /** Computes the product in that mode, or in a more accurate one if that is wished. */
    public <R> R run(Precision mode, Product<R> product) {
        if (isIdle(mode)) {
            return product.in(mode);
        }
        boolean step = options.onNan() == OnNan.STEPUP;
        // What becomes infinite is told as overflow, or stepped up and told as that.
        R result = once(mode, product, !step);
        if (!step || finite(product.results(result))) {
            return result;
        }
        if (!finite(product.operands())) {
            ledger.add(new Event(Kind.INHERITED, product.place(), mode.name(), "kept"), 1);
            return result;
        }
        List<Precision> steps =
                StepUp.above(mode).stream().filter(Numerics.current()::allows).toList();
        if (steps.isEmpty()) {
            return result;
        }
        String reached = mode.name();
        for (Precision next : steps) {
            product.again();
            result = once(next, product, false);
            reached = next.name();
            if (finite(product.results(result))) {
                ledger.add(new Event(Kind.STEPUP, product.place(), mode.name(), reached), 1);
                return result;
            }
        }
        String end = reached + ", still not finite";
        ledger.add(new Event(Kind.STEPUP, product.place(), mode.name(), end), 1);
        return result;
    }

    /** Rounds what an operation without products gave to the type that its mode is stored in. */
    public void store(Precision mode, List<Values> results, Supplier<Operation> place) {
        NumberFormat stored = options.stored(mode);
        if (stored != null) {
            settle(mode, results, stored, place, true);
        }
    }

    private <R> R once(Precision mode, Product<R> product, boolean tells) {
        boolean clamp = options.overflow() == Overflow.CLAMP;
        NumberFormat limit = limit(mode);
        if (limit != null) {
            long beyond = 0;
            for (Values operand : product.operands()) {
                beyond += new Limit(limit).count(operand.memory(), operand.count());
            }
            note(Kind.OPERANDS, mode, limit, beyond, product::place, tells);
        }
        R result = product.in(clamp ? Clamped.of(mode) : mode);
        NumberFormat stored = options.stored(mode);
        if (stored != null || clamp && limit != null) {
            NumberFormat format = Objects.requireNonNull(stored == null ? limit : stored);
            settle(mode, product.results(result), format, product::place, tells);
        } else if (tells && mode.accumulation() == Accumulation.F16 && limit != null) {
            long infinite = 0;
            for (Values value : product.results(result)) {
                infinite += Limit.infinite(value.memory(), value.count());
            }
            note(Kind.RESULTS, mode, limit, infinite, product::place, true);
        }
        return result;
    }

    /** Stores results in {@code format}; where none is asked for, clamps them to its range. */
    private void settle(
            Precision mode,
            List<Values> results,
            NumberFormat format,
            Supplier<Operation> place,
            boolean tells) {
        boolean clamp = options.overflow() == Overflow.CLAMP;
        boolean limited = RangeOptions.isLimited(format);
        long beyond = 0;
        for (Values result : results) {
            MemorySegment memory = result.memory();
            if (limited) {
                Limit limit = new Limit(format);
                beyond +=
                        clamp
                                ? limit.clamp(memory, result.count())
                                : limit.count(memory, result.count());
            }
            if (options.stored(mode) != null) {
                format.round(memory, memory, result.count());
            }
            result.changed();
        }
        note(Kind.RESULTS, mode, format, beyond, place, tells);
    }

    private void note(
            Kind kind,
            Precision mode,
            NumberFormat format,
            long values,
            Supplier<Operation> place,
            boolean tellsInfinite) {
        if (values > 0) {
            boolean finite =
                    options.overflow() == Overflow.CLAMP
                            || Float.isFinite(format.round(Float.MAX_VALUE));
            String to =
                    finite ? "±" + String.format(Locale.ROOT, "%,.0f", format.largest()) : INFINITE;
            if (finite || tellsInfinite) {
                ledger.add(new Event(kind, place.get(), mode.name(), to), values);
            }
        }
    }

    /** The format of the operands where its range is smaller than that of f32. */
    private static @Nullable NumberFormat limit(Precision mode) {
        NumberFormat format = mode.operandFormat();
        return mode.splitting() == null && RangeOptions.isLimited(format) ? format : null;
    }

    private static boolean finite(List<Values> all) {
        return all.stream().allMatch(Values::isFinite);
    }
}
