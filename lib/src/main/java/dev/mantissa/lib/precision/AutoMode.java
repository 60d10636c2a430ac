package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import java.util.List;
import java.util.Locale;

/**
 * The cheapest mode that the device computes natively and whose expected error keeps below a limit.
 * On a CPU that is f32: emulating a narrower format costs time and gains none.
 */
public final class AutoMode extends Level {
    /** Where no limit is given. */
    static final double USUAL = 1e-3;

    private static final Precision EXACT = new F64Mode();

    /** Cheapest first, on hardware that has them all. */
    private static final List<Precision> BY_COST =
            List.of(
                    new F8e4m3Mode(),
                    new Bf16Mode(),
                    new F16Mode(),
                    new Tf32Mode(),
                    new Bf16x3Mode(),
                    new Tf32x3Mode(),
                    new Bf16x6Mode(),
                    new F32Mode(),
                    EXACT);

    /** As {@code auto:err=1e-3}. */
    public AutoMode() {
        this(USUAL);
    }

    /**
     * @param limit largest expected relative error, for sums of {@value Resolution#TYPICAL_TERMS}
     *     terms
     * @throws UsageException if no mode keeps it
     */
    public AutoMode(double limit) {
        super(
                limit == USUAL ? "auto" : "auto:err=" + exact(limit),
                checked(limit),
                BY_COST,
                "the cheapest mode that the device has with an expected error of at most "
                        + Figures.error(limit));
    }

    /** Errors are looked up here, where one is needed: some are found by computing a sample. */
    @Override
    public Precision on(Device device) {
        return BY_COST.stream()
                .filter(device::isNative)
                .filter(mode -> error(mode) <= contract())
                .findFirst()
                .orElse(EXACT);
    }

    private static double error(Precision mode) {
        return mode.expectedError(Resolution.TYPICAL_TERMS);
    }

    /** A policy that is printed and read again must promise the same. */
    private static String exact(double limit) {
        String rounded = Figures.error(limit);
        return Double.parseDouble(rounded) == limit
                ? rounded
                : Double.toString(limit).toLowerCase(Locale.ROOT);
    }

    private static double checked(double limit) {
        if (limit >= error(EXACT)) {
            return limit;
        }
        throw new UsageException(
                "no mode has an expected error of %s or less; f64 reaches %s"
                        .formatted(Figures.error(limit), Figures.error(error(EXACT))));
    }
}
