package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The mode that the policy in force asks of an ND4J operation. What the device makes of it is
 * looked up when it is sure that the operation obeys modes.
 */
final class Modes {
    private Modes() {}

    /** The mode of an operation whose place does not matter or is not looked for. */
    static Precision of(PrecisionPolicy policy, String opName) {
        // Looked up before every operation, so the usual policy, one mode for all, goes first.
        if (policy.isOneMode()) {
            return policy.everything();
        }
        return of(policy, Operation.outside(opName, Role.ofOperation(opName)));
    }

    /** Attention is left to ND4J only where none of its parts has a mode that rounds. */
    static Precision of(PrecisionPolicy policy, Operation operation) {
        Precision mode = policy.mode(operation);
        if (operation.name().contains("attention")) {
            for (Role part : List.of(Role.QK, Role.AV, Role.SOFTMAX)) {
                if (mode.passesThrough()) {
                    mode = policy.mode(operation.with(part));
                }
            }
        }
        return mode;
    }

    /** The mode of a product that ND4J computes without an operation. */
    static Precision ofProduct(String name, @Nullable INDArray... arrays) {
        PrecisionPolicy policy = Numerics.current().policy();
        if (policy.needsPlace() && Nd4j.getExecutioner() instanceof PolicyExecutioner ours) {
            return of(policy, ours.place(policy, name, null, arrays));
        }
        return of(policy, name);
    }
}
