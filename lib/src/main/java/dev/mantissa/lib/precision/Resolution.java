package dev.mantissa.lib.precision;

import java.util.Locale;

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

    /** What {@code requested} comes to on {@code device}. */
    public static Resolution of(Precision requested, Device device) {
        Precision mode = requested.on(device);
        return new Resolution(
                requested, mode, device, device.isNative(mode) ? How.NATIVE : How.EMULATED);
    }

    /** Expected relative error for sums of {@value #TYPICAL_TERMS} terms. */
    public double expectedError() {
        return resolved.expectedError(TYPICAL_TERMS);
    }

    /** "tf32 operands, f32 sums": what is computed. */
    public String arithmetic() {
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
                    case ERROR -> "not available";
                };
        return "'%s'%s on %s, %s; expected relative error %s."
                .formatted(name, what, device.name(), way, Figures.error(expectedError()));
    }
}
