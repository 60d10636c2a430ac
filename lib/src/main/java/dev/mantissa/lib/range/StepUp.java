package dev.mantissa.lib.range;

import dev.mantissa.lib.precision.Bf16Mode;
import dev.mantissa.lib.precision.F16Mode;
import dev.mantissa.lib.precision.F32Mode;
import dev.mantissa.lib.precision.F64Mode;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.precision.Splitting;
import dev.mantissa.lib.precision.Tf32Mode;
import java.util.ArrayList;
import java.util.List;

/** Which modes come after a mode, each more accurate and with no smaller range. */
public final class StepUp {
    private static final List<Precision> LADDER =
            List.of(new Bf16Mode(), new F16Mode(), new Tf32Mode(), new F32Mode(), new F64Mode());
    private static final double ABOUT = 1.01;

    private StepUp() {}

    /** The next modes, the first to be tried first: for f16 these are tf32, f32 and f64. */
    public static List<Precision> above(Precision mode) {
        List<Precision> above = new ArrayList<>();
        Precision last = mode;
        for (Precision next : LADDER) {
            if (isAbove(next, last)) {
                above.add(next);
                last = next;
            }
        }
        return above;
    }

    private static boolean isAbove(Precision next, Precision last) {
        double before = last.expectedError(Resolution.TYPICAL_TERMS);
        double error = next.expectedError(Resolution.TYPICAL_TERMS);
        int range = exponentBits(next) - exponentBits(last);
        return range >= 0 && error * ABOUT < before || range > 0 && error < before * ABOUT;
    }

    private static int exponentBits(Precision mode) {
        Splitting splitting = mode.splitting();
        return splitting == null
                ? mode.operandFormat().exponentBits()
                : splitting.part().exponentBits();
    }
}
