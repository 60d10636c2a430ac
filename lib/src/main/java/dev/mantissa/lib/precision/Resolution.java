package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.NumberFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a request for a precision comes to on a device.
 *
 * @param requested the mode or level that was asked for
 * @param resolved the mode that is computed
 * @param how natively, emulated, or by a more accurate mode
 * @param range how results are stored, and what happens beyond the range of a format
 */
public record Resolution(
        Precision requested, Precision resolved, Device device, How how, RangeOptions range) {
    /** In which way a request is met. Never silently, never less accurate than asked. */
    public enum How {
        /** By instructions of the device. */
        NATIVE,
        /** The same rounding, computed in software. */
        EMULATED,
        /** By a more accurate mode, because the device has no other. */
        RAISED,
        /** Not at all: using it is an error. */
        ERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Number of terms per sum for which errors are quoted where no product is at hand. */
    public static final int TYPICAL_TERMS = 1024;

    private Resolution(Precision requested, Precision resolved, Device device, How how) {
        this(requested, resolved, device, how, RangeOptions.NONE);
    }

    /** What {@code requested} comes to on {@code device}, which emulates what it lacks. */
    public static Resolution of(Precision requested, Device device) {
        return of(requested, device, OnUnsupported.EMULATE);
    }

    /** What {@code requested} comes to on {@code device} with the options of {@code policy}. */
    public static Resolution of(Precision requested, Device device, PrecisionPolicy policy) {
        Resolution plain = of(requested, device, policy.onUnsupported());
        return new Resolution(requested, plain.resolved, device, plain.how, policy.range());
    }

    /**
     * What {@code requested} comes to on {@code device}. A mode that names a GPU asks for emulation
     * and has it, whatever the rule.
     *
     * @param rule for modes that the device has no instructions for
     */
    public static Resolution of(Precision requested, Device device, OnUnsupported rule) {
        Precision mode = requested.on(device);
        if (device.isNative(mode)) {
            return new Resolution(requested, mode, device, How.NATIVE);
        }
        if (rule == OnUnsupported.EMULATE || mode.tensorCores() != null) {
            return new Resolution(requested, mode, device, How.EMULATED);
        }
        return Optional.of(rule)
                .filter(r -> r == OnUnsupported.FALLBACK)
                .flatMap(r -> Fallback.of(mode, device))
                .map(raised -> new Resolution(requested, raised, device, How.RAISED))
                .orElseGet(() -> new Resolution(requested, mode, device, How.ERROR));
    }

    /** The same where an operation cannot obey the mode and is computed in f32. */
    public Resolution inF32() {
        return how == How.ERROR
                ? this
                : new Resolution(requested, new F32Mode(), device, How.RAISED, range);
    }

    /** Expected relative error for sums of {@value #TYPICAL_TERMS} terms; NaN for an error. */
    public double expectedError() {
        return expectedError(TYPICAL_TERMS);
    }

    /**
     * Expected relative error for sums of that many terms, with the rounding of the result to the
     * type that it is stored in; NaN for an error.
     */
    public double expectedError(long terms) {
        if (how == How.ERROR) {
            return Double.NaN;
        }
        double error = resolved.expectedError(terms);
        NumberFormat stored = range.stored(resolved);
        return stored == null
                ? error
                : Math.hypot(error, StoredSample.error(stored, range.overflow(), terms));
    }

    /** True if both compute, store and treat what leaves a range in the same way. */
    boolean isAs(Resolution other) {
        return resolved.equals(other.resolved)
                && how == other.how
                && range.effective(resolved).equals(other.range.effective(resolved));
    }

    /** The type that results are stored in and the rest that matters here: "store=f16"; or "". */
    public String options() {
        return range.effective(resolved).toString();
    }

    /** What a person is told who uses a mode that is an error here. */
    UsageException refusal(String op) {
        return new UsageException(
                "%s: precision '%s' is an error on %s, which has no instructions for %s, and the policy says on=error. Native there: %s. Use one of them, or on=fallback or on=emulate."
                        .formatted(
                                op,
                                requested.name(),
                                device.name(),
                                resolved.name(),
                                device.nativeModes().stream()
                                        .filter(name -> Precisions.find(name).isPresent())
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }

    /** "tf32 operands, f32 sums": what is computed. */
    public String arithmetic() {
        if (how == How.ERROR) {
            return "an error: no instructions for " + resolved.name();
        }
        return "%s operands, %s sums".formatted(resolved.operands(), resolved.accumulation());
    }

    /** ", results stored as f16"; empty where they stay f32. */
    String storage() {
        boolean stays = how == How.ERROR || range.stored(resolved) == null;
        return stays ? "" : ", results stored as " + range.storedAs(resolved);
    }

    /** One sentence for a person. */
    public String sentence() {
        String name = requested.name();
        String what = requested.equals(resolved) ? "" : " is " + resolved.name();
        String way =
                switch (how) {
                    case NATIVE -> "native: " + arithmetic();
                    case EMULATED ->
                            "emulated: operands %s, sums in %s"
                                    .formatted(resolved.operands(), resolved.accumulation());
                    case RAISED -> "raised to " + resolved.name() + ": " + arithmetic();
                    case ERROR -> arithmetic();
                };
        return "'%s'%s on %s, %s%s; expected relative error %s."
                .formatted(
                        name, what, device.name(), way, storage(), Figures.error(expectedError()));
    }
}
