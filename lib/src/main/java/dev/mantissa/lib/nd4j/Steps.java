package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Role;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** The operations that a decomposed one is run as; each obeys the policy by itself. */
final class Steps {
    private Steps() {}

    /** Runs {@code step} in the mode that the policy gives an operation in that role. */
    static <T> T inRole(String opName, Role role, Supplier<T> step) {
        Numerics now = Numerics.current();
        PrecisionPolicy mode =
                PrecisionPolicy.of(now.policy().mode(Places.partOf(opName, role)))
                        .on(now.policy().onUnsupported());
        AtomicReference<T> result = new AtomicReference<>();
        new Numerics(mode, now.source()).run(() -> result.set(step.get()));
        return Objects.requireNonNull(result.get());
    }

    /** a · b over the last two axes; with {@code transposeA}, of aᵀ. */
    static INDArray matmul(INDArray a, INDArray b, boolean transposeA) {
        return Nd4j.exec(
                DynamicCustomOp.builder("matmul")
                        .addInputs(a, b)
                        .addIntegerArguments(transposeA ? 1 : 0, 0, 0)
                        .build())[0];
    }

    /** The gradients of {@link #matmul} for a and b, given that of its result. */
    static INDArray[] matmulGradients(INDArray a, INDArray b, INDArray d, boolean transposeA) {
        return Nd4j.exec(
                DynamicCustomOp.builder("matmul_bp")
                        .addInputs(a, b, d)
                        .addIntegerArguments(transposeA ? 1 : 0, 0, 0)
                        .build());
    }

    /** An operation with integer arguments; its outputs are made for it. */
    static INDArray[] run(String name, int[] integers, INDArray... inputs) {
        return Nd4j.exec(
                DynamicCustomOp.builder(name)
                        .addInputs(inputs)
                        .addIntegerArguments(integers)
                        .build());
    }
}
