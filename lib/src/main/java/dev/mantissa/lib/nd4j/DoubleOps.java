package dev.mantissa.lib.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.ReduceOp;

/**
 * Runs an operation on f32 arrays with sums in f64: on copies in f64, rounding its results once.
 */
final class DoubleOps {
    private DoubleOps() {}

    static INDArray[] exec(CustomOp op, OpContext context, RoundedOps.Plain plain) {
        List<INDArray> inputs = List.copyOf(context.getInputArrays());
        List<INDArray> outputs = List.copyOf(context.getOutputArrays());
        List<INDArray> wide = new ArrayList<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                context.setInputArray(i, widened(inputs.get(i)));
            }
            for (int i = 0; i < outputs.size(); i++) {
                wide.add(widened(outputs.get(i)));
                context.setOutputArray(i, wide.get(i));
            }
            plain.exec(op, context);
        } finally {
            for (int i = 0; i < inputs.size(); i++) {
                context.setInputArray(i, inputs.get(i));
            }
            for (int i = 0; i < outputs.size(); i++) {
                context.setOutputArray(i, outputs.get(i));
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            if (wide.get(i) != outputs.get(i)) {
                outputs.get(i).assign(wide.get(i));
            }
        }
        return outputs.toArray(INDArray[]::new);
    }

    /** A reduction of two arrays. */
    static INDArray exec(ReduceOp op, RoundedOps.PlainLegacy<ReduceOp> plain) {
        INDArray x = op.x();
        INDArray y = op.y();
        INDArray z = op.z();
        try {
            op.setX(widened(x));
            op.setY(widened(y));
            op.setZ(null);
            INDArray result = plain.exec(op).castTo(DataType.FLOAT);
            z = z == null ? result : z.assign(result);
            return z;
        } finally {
            op.setX(x);
            op.setY(y);
            op.setZ(z);
        }
    }

    private static INDArray widened(INDArray array) {
        return OperandRounder.governs(array) ? array.castTo(DataType.DOUBLE) : array;
    }
}
