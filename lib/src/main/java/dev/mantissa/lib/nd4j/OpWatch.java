package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.range.NanFinding;
import dev.mantissa.lib.range.NanFinding.ArrayRange;
import dev.mantissa.lib.range.NanWatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.ScalarOp;

/** Looks at what each operation gives while {@link NanWatch} is looking. */
final class OpWatch {
    /** Copies make nothing that was not there: whoever reads them is named. */
    private static final Set<String> COPIES = Set.of("assign", "old_assign", "cast");

    /** Bound while results are looked at, which takes operations too. */
    private static final ScopedValue<OpWatch> LOOKING = ScopedValue.newInstance();

    private final NanWatch watch = NanWatch.session();
    private final KnownNetworks networks;
    private final Places places;
    private final PackedParameters packed;
    private final OpRules rules = OpRules.load();
    private volatile int seenStart;

    OpWatch(KnownNetworks networks, Places places, PackedParameters packed) {
        this.networks = networks;
        this.places = places;
        this.packed = packed;
    }

    /**
     * An operation that is about to run.
     *
     * @param overwritten copies of the inputs that the result is written over
     */
    record Started(
            String name,
            Object source,
            List<INDArray> inputs,
            Map<Integer, INDArray> overwritten) {}

    /** Null while nobody looks. */
    @Nullable Started start(CustomOp op, OpContext context) {
        return watch.isLooking()
                ? begin(op.opName(), op, context.getInputArrays(), context.getOutputArrays())
                : null;
    }

    /** Null while nobody looks. */
    @Nullable Started start(Op op) {
        if (!watch.isLooking()) {
            return null;
        }
        INDArray second = op instanceof ScalarOp scalar ? scalar.scalar() : op.y();
        List<INDArray> inputs = Stream.of(op.x(), second).filter(Objects::nonNull).toList();
        return begin(op.opName(), op, inputs, Stream.of(op.z()).filter(Objects::nonNull).toList());
    }

    /** Null while nobody looks; graphs give the arrays in a context. */
    @Nullable Started start(Op op, @Nullable OpContext context) {
        if (!watch.isLooking()) {
            return null;
        }
        return context == null || context.numInputArguments() == 0
                ? start(op)
                : begin(op.opName(), op, context.getInputArrays(), context.getOutputArrays());
    }

    /** Null while nobody looks. */
    @Nullable Started start(String name, INDArray... inputs) {
        return watch.isLooking() ? begin(name, name, List.of(inputs), List.of()) : null;
    }

    private @Nullable Started begin(
            String name, Object source, List<INDArray> inputs, List<INDArray> outputs) {
        return LOOKING.isBound() || COPIES.contains(name)
                ? null
                : ScopedValue.where(LOOKING, this).call(() -> start(name, source, inputs, outputs));
    }

    private Started start(
            String name, Object source, List<INDArray> given, List<INDArray> outputs) {
        if (seenStart != watch.starts()) {
            seenStart = watch.starts();
            SessionNetworks.find().forEach(networks::know);
        }
        List<INDArray> inputs = List.copyOf(given);
        places.pass(inputs);
        Map<Integer, INDArray> overwritten = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            INDArray input = inputs.get(i);
            if (outputs.stream().anyMatch(o -> o.data() == input.data()) && isNumbers(input)) {
                overwritten.put(i, ArrayValues.copy(input));
            }
        }
        return new Started(name, source, inputs, overwritten);
    }

    INDArray finish(Started started, INDArray result) {
        finish(started, new INDArray[] {result});
        return result;
    }

    void finish(Started started, @Nullable INDArray[] results) {
        ScopedValue.where(LOOKING, this).run(() -> look(started, results));
    }

    private void look(Started started, @Nullable INDArray[] results) {
        for (int i = 0; i < results.length; i++) {
            INDArray result = results[i];
            if (result != null && isNumbers(result) && !isFinite(result)) {
                watch.found(finding(started, i, result));
                return;
            }
        }
    }

    private NanFinding finding(Started started, int output, INDArray result) {
        List<INDArray> arrays = new ArrayList<>(started.inputs());
        arrays.add(result);
        Operation place = places.forReport(started.name(), started.source(), arrays);
        double[] values = ArrayValues.copy(result).data().asDouble();
        int first = 0;
        while (Double.isFinite(values[first])) {
            first++;
        }
        List<ArrayRange> operands = new ArrayList<>();
        for (int i = 0; i < started.inputs().size(); i++) {
            INDArray now = started.inputs().get(i);
            INDArray input = started.overwritten().getOrDefault(i, now);
            if (isNumbers(input)) {
                operands.add(range(operand(i), input));
            }
        }
        return new NanFinding(
                place,
                mode(place),
                output,
                ArrayRange.of("result", result.shape(), values),
                index(first, result.shape()),
                values[first],
                operands);
    }

    private String mode(Operation place) {
        if (rules.of(place.name()) != null && !rules.multiplies(place.name())) {
            return "f32, which no policy changes";
        }
        Precision mode = Modes.of(Numerics.current().policy(), place);
        return rules.canObey(place.name(), mode)
                ? mode.name()
                : "f32, as it cannot obey '" + mode.name() + "'";
    }

    static List<Long> index(long position, long[] shape) {
        List<Long> index = new ArrayList<>();
        long rest = position;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index.addFirst(rest % shape[axis]);
            rest /= shape[axis];
        }
        return index;
    }

    private static String operand(int index) {
        return "operand " + index;
    }

    private ArrayRange range(String name, INDArray array) {
        QuantTensor weights = packed.ofHollow(array);
        if (weights != null) {
            return range(name, array.shape(), weights);
        }
        return ArrayRange.of(name, array.shape(), ArrayValues.copy(array).data().asDouble());
    }

    /** Of packed weights, row by row: unpacked at once they may be larger than the heap. */
    private static ArrayRange range(String name, long[] shape, QuantTensor weights) {
        ArrayRange all = ArrayRange.of(name, shape, new double[0]);
        float[] row = new float[weights.cols()];
        for (int i = 0; i < weights.rows(); i++) {
            weights.read(i, 0, row.length, row, 0);
            double[] values = new double[row.length];
            Arrays.setAll(values, j -> row[j]);
            all = all.with(ArrayRange.of(name, shape, values));
        }
        return all;
    }

    private static boolean isNumbers(INDArray array) {
        return array.dataType().isFPType() && !array.isEmpty();
    }

    private static boolean isFinite(INDArray array) {
        if (array.dataType() == DataType.FLOAT) {
            return ArrayValues.of(array).isFinite();
        }
        for (double value : ArrayValues.copy(array).data().asDouble()) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
