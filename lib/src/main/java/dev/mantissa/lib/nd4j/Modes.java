package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Role;
import dev.mantissa.lib.precision.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mode in force for an ND4J operation. */
final class Modes {
    private Modes() {}

    /** Looked up before every operation, so the usual policy, one mode for all, goes first. */
    static Precision of(String opName) {
        PrecisionPolicy policy = Numerics.current().policy();
        List<PrecisionPolicy.Entry> entries = policy.entries();
        if (entries.size() == 1 && entries.getFirst().selector() instanceof Selector.Everything) {
            return entries.getFirst().mode();
        }
        return policy.mode(opName, role(opName));
    }

    private static @Nullable Role role(String opName) {
        if (opName.contains("conv")) {
            return Role.CONV;
        }
        return opName.contains("attention") ? Role.ATTENTION : null;
    }
}
