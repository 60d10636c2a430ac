package dev.mantissa.lib.tensor;

import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.range.NanFinding;
import dev.mantissa.lib.range.NanFinding.ArrayRange;
import dev.mantissa.lib.range.NanWatch;
import dev.mantissa.lib.range.RangeGuard;
import dev.mantissa.lib.range.RangeLedger;
import dev.mantissa.lib.range.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A product of tensors as the policy in force asks about range, looked at if somebody watches. */
final class ProductInRange {
    private static final String OP = "matmul";

    private ProductInRange() {}

    /** Lets {@code product} write c in {@code mode}, or in another if that is wished. */
    static void run(Tensor a, Tensor b, Tensor c, Precision mode, Consumer<Precision> product) {
        var options = Numerics.current().policy().range();
        RangeGuard guard = new RangeGuard(options, RangeLedger.session());
        if (guard.isIdle(mode)) {
            product.accept(mode);
        } else {
            guard.run(mode, new Product(a, b, c, product));
        }
        NanWatch watch = NanWatch.session();
        if (watch.isLooking() && !values(c).isFinite()) {
            watch.found(finding(a, b, c, mode));
        }
    }

    private static Values values(Tensor tensor) {
        return new Values.Direct(tensor.host(), tensor.shape().elements());
    }

    private static NanFinding finding(Tensor a, Tensor b, Tensor c, Precision mode) {
        double[] values = c.toDoubleArray();
        int first = 0;
        while (Double.isFinite(values[first])) {
            first++;
        }
        List<Long> index = new ArrayList<>();
        long rest = first;
        for (int axis = c.shape().rank() - 1; axis >= 0; axis--) {
            index.addFirst(rest % c.shape().length(axis));
            rest /= c.shape().length(axis);
        }
        return new NanFinding(
                Operation.of(OP, null),
                mode.name(),
                0,
                range("result", c),
                index,
                values[first],
                List.of(range("a", a), range("b", b)));
    }

    private static ArrayRange range(String name, Tensor tensor) {
        long[] shape = new long[tensor.shape().rank()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = tensor.shape().length(axis);
        }
        return ArrayRange.of(name, shape, tensor.toDoubleArray());
    }

    /** Both operands are rounded, and c is written anew. */
    private record Product(Tensor a, Tensor b, Tensor c, Consumer<Precision> product)
            implements RangeGuard.Product<Tensor> {
        @Override
        public Tensor in(Precision mode) {
            product.accept(mode);
            return c;
        }

        @Override
        public List<Values> operands() {
            return List.of(values(a), values(b));
        }

        @Override
        public List<Values> results(Tensor result) {
            return List.of(values(result));
        }

        @Override
        public Operation place() {
            return Operation.of(OP, null);
        }
    }
}
