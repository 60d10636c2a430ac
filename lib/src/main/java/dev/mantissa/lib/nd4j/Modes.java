package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Role;
import dev.mantissa.lib.precision.Selector;
import java.util.List;

/** The mode in force for an ND4J operation. */
final class Modes {
    private Modes() {}

    /** Looked up before every operation, so the usual policy, one mode for all, goes first. */
    static Precision of(String opName) {
        Numerics numerics = Numerics.current();
        return numerics.resolve(requested(numerics.policy(), opName));
    }

    private static Precision requested(PrecisionPolicy policy, String opName) {
        List<PrecisionPolicy.Entry> entries = policy.entries();
        if (entries.size() == 1 && entries.getFirst().selector() instanceof Selector.Everything) {
            return entries.getFirst().mode();
        }
        if (opName.contains("attention")) {
            return ofAttention(policy, opName);
        }
        return policy.mode(opName, opName.contains("conv") ? Role.CONV : null);
    }

    /** Attention is left to ND4J only where none of its parts has a mode that rounds. */
    private static Precision ofAttention(PrecisionPolicy policy, String opName) {
        Precision mode = policy.mode(opName, Role.ATTENTION);
        for (Role part : List.of(Role.QK, Role.AV)) {
            if (mode.passesThrough()) {
                mode = policy.mode(opName, part);
            }
        }
        return mode;
    }
}
