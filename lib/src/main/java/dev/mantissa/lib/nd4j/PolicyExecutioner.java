package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.precision.Precision;
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
 * untouched. ND4J makes the one instance.
 */
public final class PolicyExecutioner extends NativeOpExecutioner {
    private final OpLedger ledger = new OpLedger();
    private final RoundedOps rounded = new RoundedOps(OpRules.load(), ledger);

    private final FitMeter fitMeter = new FitMeter();

    FitMeter fitMeter() {
        return fitMeter;
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
            if (e.getCause() instanceof CancelledException cancelled) {
                throw cancelled;
            }
            throw e;
        }
    }

    @Override
    public INDArray[] exec(CustomOp op, OpContext context) {
        stopIfInterrupted(op.opName());
        Precision mode = Modes.of(op.opName());
        INDArray[] results =
                mode.passesThrough()
                        ? super.exec(op, context)
                        : rounded.exec(op, context, mode, super::exec);
        if (FitMeter.isUpdate(op.opName())) {
            fitMeter.updated(context);
        }
        return results;
    }

    @Override
    public INDArray exec(Op op) {
        stopIfInterrupted(op.opName());
        return super.exec(op);
    }

    @Override
    public INDArray exec(Op op, OpContext context) {
        stopIfInterrupted(op.opName());
        return super.exec(op, context);
    }

    @Override
    public INDArray exec(ReduceOp op) {
        stopIfInterrupted(op.opName());
        Precision mode = Modes.of(op.opName());
        return mode.passesThrough() ? super.exec(op) : rounded.exec(op, mode, super::exec);
    }

    @Override
    public INDArray exec(ScalarOp op) {
        stopIfInterrupted(op.opName());
        Precision mode = Modes.of(op.opName());
        return mode.passesThrough() ? super.exec(op) : rounded.exec(op, mode, super::exec);
    }

    @Override
    public INDArray exec(BroadcastOp op) {
        stopIfInterrupted(op.opName());
        return super.exec(op);
    }

    @Override
    public INDArray exec(IndexAccumulation op) {
        stopIfInterrupted(op.opName());
        return super.exec(op);
    }

    @Override
    public INDArray exec(RandomOp op, Random rng) {
        stopIfInterrupted(op.opName());
        return super.exec(op, rng);
    }

    private static void stopIfInterrupted(String opName) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("ND4J operation " + opName);
        }
    }
}
