package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.PrecisionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BroadcastOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.IndexAccumulation;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.RandomOp;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;

/**
 * ND4J's executioner with two additions: an interrupted thread stops before the next operation, and
 * operations that multiply obey the policy in force. A mode that passes through reaches ND4J
 * untouched, unless a person chose an engine. ND4J makes the one instance.
 */
public final class PolicyExecutioner extends NativeOpExecutioner {
    private final OpLedger ledger = new OpLedger();
    private final OpRules rules = OpRules.load();
    private final KnownNetworks networks = new KnownNetworks();
    private final Places places = new Places(networks, ledger, new GraphProducts(rules));
    private final PackedParameters packed = new PackedParameters();
    private final RoundedOps rounded = new RoundedOps(rules, ledger, places, packed);
    private final OpWatch watch = new OpWatch(networks, places, packed);
    private final FitMeter fitMeter = new FitMeter();

    FitMeter fitMeter() {
        return fitMeter;
    }

    /**
     * Learns the layers of a network, so that policies that speak of layers reach it. Networks in
     * the variables of a session are found without this.
     *
     * @param network a MultiLayerNetwork or ComputationGraph; anything else is left alone
     */
    public void know(Object network) {
        networks.know(network);
    }

    PackedParameters packed() {
        return packed;
    }

    OpWatch watch() {
        return watch;
    }

    Places places() {
        return places;
    }

    /** Where in a network an operation happens. */
    Operation place(
            PrecisionPolicy policy,
            String name,
            @Nullable Object source,
            @Nullable INDArray... arrays) {
        List<INDArray> given = Stream.of(arrays).filter(Objects::nonNull).toList();
        return places.of(policy, name, source, given);
    }

    /** Operations that could not obey the mode asked for. */
    public OpLedger ledger() {
        return ledger;
    }

    @Override
    public INDArray[] exec(CustomOp op) {
        stopIfInterrupted(op.opName());
        try {
            return super.exec(op);
        } catch (RuntimeException e) {
            // ND4J wraps whatever the inner call throws.
            throw switch (e.getCause()) {
                case CancelledException cancelled -> cancelled;
                case UsageException mistake -> mistake;
                case null, default -> e;
            };
        }
    }

    @Override
    public INDArray[] exec(CustomOp op, OpContext context) {
        stopIfInterrupted(op.opName());
        PrecisionPolicy policy = Numerics.current().policy();
        OpWatch.Started started = watch.start(op, context);
        if (rounded.isProduct(op.opName())) {
            LayerInputs.see(op, context);
        }
        INDArray[] results =
                policy.needsPlace() && rules.obeys(op.opName(), policy.range())
                        ? execInPlace(policy, op, context)
                        : exec(op, context, Modes.of(policy, op.opName()));
        if (!packed.isEmpty()) {
            context.getOutputArrays().forEach(packed::written);
        }
        if (started != null) {
            watch.finish(started, results);
        }
        if (FitMeter.isUpdate(op.opName())) {
            fitMeter.updated(context);
        }
        return results;
    }

    private INDArray[] execInPlace(PrecisionPolicy policy, CustomOp op, OpContext context) {
        List<INDArray> arrays = new ArrayList<>(context.getInputArrays());
        arrays.addAll(context.getOutputArrays());
        Operation here = place(policy, op.opName(), op, arrays.toArray(INDArray[]::new));
        return Places.within(here, () -> exec(op, context, Modes.of(policy, here)));
    }

    private INDArray[] exec(CustomOp op, OpContext context, Precision mode) {
        return mode.passesThrough()
                        && !rounded.isForChosenEngine(op.opName())
                        && !rounded.isForPackedWeights(op, context)
                ? super.exec(op, context)
                : rounded.exec(op, context, mode, super::exec);
    }

    @Override
    public INDArray exec(Op op) {
        stopIfInterrupted(op.opName());
        OpWatch.Started started = watch.start(op);
        INDArray result = super.exec(op);
        packed.written(result);
        return started == null ? result : watch.finish(started, result);
    }

    @Override
    public INDArray exec(Op op, @Nullable OpContext context) {
        stopIfInterrupted(op.opName());
        OpWatch.Started started = watch.start(op, context);
        INDArray result = super.exec(op, context);
        packed.written(result);
        if (context != null && !packed.isEmpty()) {
            context.getOutputArrays().forEach(packed::written);
        }
        if (started != null) {
            watch.finish(
                    started,
                    context == null || context.numOutputArguments() == 0
                            ? new INDArray[] {result}
                            : context.getOutputArrays().toArray(INDArray[]::new));
        }
        return result;
    }

    @Override
    public INDArray exec(ReduceOp op) {
        stopIfInterrupted(op.opName());
        OpWatch.Started started = watch.start(op);
        INDArray result = run(op);
        packed.written(result);
        return started == null ? result : watch.finish(started, result);
    }

    private INDArray run(ReduceOp op) {
        if (!RoundedOps.mayMultiply(op)) {
            return super.exec(op);
        }
        Precision mode = Modes.ofProduct(op.opName(), op.x(), op.y(), op.z());
        return mode.passesThrough() ? super.exec(op) : rounded.exec(op, mode, super::exec);
    }

    @Override
    public INDArray exec(ScalarOp op) {
        stopIfInterrupted(op.opName());
        OpWatch.Started started = watch.start(op);
        INDArray result = run(op);
        packed.written(result);
        return started == null ? result : watch.finish(started, result);
    }

    private INDArray run(ScalarOp op) {
        if (!RoundedOps.mayMultiply(op)) {
            return super.exec(op);
        }
        Precision mode = Modes.ofProduct(op.opName(), op.x(), op.scalar(), op.z());
        return mode.passesThrough() ? super.exec(op) : rounded.exec(op, mode, super::exec);
    }

    @Override
    public INDArray exec(BroadcastOp op) {
        stopIfInterrupted(op.opName());
        OpWatch.Started started = watch.start(op);
        INDArray result = super.exec(op);
        packed.written(result);
        return started == null ? result : watch.finish(started, result);
    }

    @Override
    public INDArray exec(IndexAccumulation op) {
        stopIfInterrupted(op.opName());
        return super.exec(op);
    }

    @Override
    public INDArray exec(RandomOp op, Random rng) {
        stopIfInterrupted(op.opName());
        OpWatch.Started started = watch.start(op);
        INDArray result = super.exec(op, rng);
        packed.written(result);
        return started == null ? result : watch.finish(started, result);
    }

    private static void stopIfInterrupted(String opName) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("ND4J operation " + opName);
        }
    }
}
