package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import java.util.List;

/**
 * The cheapest mode that the device computes natively and whose expected error keeps below a limit.
 * On a CPU that is f32: emulating a narrower format costs time and gains none.
 */
public final class AutoMode extends Level {
    /** Where no limit is given. */
    static final double USUAL = 1e-3;

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
                    new F64Mode());

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
                limit == USUAL ? "auto" : "auto:err=" + Figures.error(limit),
                limit,
                within(limit),
                "the cheapest mode that the device has with an expected error of at most "
                        + Figures.error(limit));
    }

    private static List<Precision> within(double limit) {
        List<Precision> modes =
                BY_COST.stream()
                        .filter(m -> m.expectedError(Resolution.TYPICAL_TERMS) <= limit)
                        .toList();
        if (modes.isEmpty()) {
            throw new UsageException(
                    "no mode has an expected error of %s or less; f64 reaches %s"
                            .formatted(
                                    Figures.error(limit),
                                    Figures.error(
                                            new F64Mode()
                                                    .expectedError(Resolution.TYPICAL_TERMS))));
        }
        return modes;
    }
}
