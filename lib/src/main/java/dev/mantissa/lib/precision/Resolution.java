package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a request for a precision comes to on a device.
 *
 * @param requested the mode or level that was asked for
 * @param resolved the mode that is computed
 * @param how natively, emulated, or by a more accurate mode
 */
public record Resolution(Precision requested, Precision resolved, Device device, How how) {
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

    /** What {@code requested} comes to on {@code device}, which emulates what it lacks. */
    public static Resolution of(Precision requested, Device device) {
        return of(requested, device, OnUnsupported.EMULATE);
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

    /** Expected relative error for sums of {@value #TYPICAL_TERMS} terms; NaN for an error. */
    public double expectedError() {
        return expectedError(TYPICAL_TERMS);
    }

    /** Expected relative error for sums of that many terms; NaN for an error. */
    public double expectedError(long terms) {
        return how == How.ERROR ? Double.NaN : resolved.expectedError(terms);
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
                                String.join(", ", new TreeSet<>(device.nativeModes()))));
    }

    /** "tf32 operands, f32 sums": what is computed. */
    public String arithmetic() {
        if (how == How.ERROR) {
            return "an error: no instructions for " + resolved.name();
        }
        return "%s operands, %s sums".formatted(resolved.operands(), resolved.accumulation());
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
        return "'%s'%s on %s, %s; expected relative error %s."
                .formatted(name, what, device.name(), way, Figures.error(expectedError()));
    }
}
