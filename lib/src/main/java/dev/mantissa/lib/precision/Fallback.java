package dev.mantissa.lib.precision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Which mode stands in for one that a device lacks: one as accurate and as wide, or none. */
public final class Fallback {
    /** Cheapest first, on hardware that has them all. */
    private static final List<Precision> ALL =
            List.of(new F16Mode(), new Bf16Mode(), new Tf32Mode(), new F32Mode(), new F64Mode());

    /** Errors of some modes are found by computing a sample, and operations ask each time. */
    private static final Map<Missing, Optional<Precision>> KNOWN = new ConcurrentHashMap<>();

    private Fallback() {}

    private record Missing(Precision mode, Device device) {}

    /** The cheapest mode of the device that is at least as accurate as {@code mode}. */
    static Optional<Precision> of(Precision mode, Device device) {
        return KNOWN.computeIfAbsent(
                new Missing(mode, device),
                missing ->
                        cheapest(
                                mode.expectedError(Resolution.TYPICAL_TERMS),
                                exponentBits(mode),
                                to -> device.isNative(to) && !device.isSlow(to)));
    }

    /**
     * The cheapest mode with at most that expected error, for sums of 1,024 terms, and at least
     * that range.
     *
     * @param has true for modes that may be taken
     */
    public static Optional<Precision> cheapest(
            double error, int exponentBits, Predicate<Precision> has) {
        return ALL.stream()
                .filter(to -> to.expectedError(Resolution.TYPICAL_TERMS) <= error)
                .filter(to -> to.operandFormat().exponentBits() >= exponentBits)
                .filter(has)
                .findFirst();
    }

    /** That a wider format needs at least; scales give values the range of f32. */
    public static int exponentBits(Precision mode) {
        boolean scaled = mode.operandFormat().block() != 1 || mode.rightFormat().block() != 1;
        return scaled
                ? new F32Mode().operandFormat().exponentBits()
                : Math.max(mode.operandFormat().exponentBits(), mode.rightFormat().exponentBits());
    }
}
