package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.range.ValueCounts;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the arrays of a network hold, for callers that do not name ND4J's types. */
public final class NetworkRange {
    private NetworkRange() {}

    /**
     * An array of a network and what it holds.
     *
     * @param place "layer 0 'dense'"; empty in graphs
     * @param name "W", "b", "output", the name of a variable
     * @param kind of array
     * @param firstBad index of its first element that is not finite, row-major; empty if all are
     */
    public record Row(
            String place,
            String name,
            Kind kind,
            String shape,
            ValueCounts counts,
            List<Long> firstBad) {
        public Row {
            firstBad = List.copyOf(firstBad);
        }
    }

    /** What an array is for. */
    public enum Kind {
        WEIGHTS,
        UPDATER,
        ACTIVATIONS
    }

    /**
     * Weights and the updater's state.
     *
     * @param network a MultiLayerNetwork, a ComputationGraph or a SameDiff graph
     */
    public static List<Row> stored(Object network) {
        List<Row> rows = new ArrayList<>(weights(network));
        rows.addAll(rows(Kind.UPDATER, NetworkArrays.updaterState(network)));
        return rows;
    }

    /** Weights alone. */
    public static List<Row> weights(Object network) {
        return rows(Kind.WEIGHTS, NetworkArrays.parameters(network));
    }

    /**
     * What each layer gives for an input.
     *
     * @param input an INDArray; for a SameDiff graph also a map from placeholders to arrays
     * @throws UsageException if the network does not take it
     */
    public static List<Row> activations(Object network, Object input) {
        try {
            return rows(Kind.ACTIVATIONS, NetworkArrays.activations(network, input));
        } catch (UsageException | CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UsageException(
                    "the network does not take this input: %s".formatted(e.getMessage()));
        }
    }

    private static List<Row> rows(Kind kind, List<NetworkArrays.Named> arrays) {
        List<Row> rows = new ArrayList<>();
        for (NetworkArrays.Named named : arrays) {
            INDArray array = named.array();
            if (array == null || array.isEmpty() || !array.dataType().isFPType()) {
                continue;
            }
            INDArray dense =
                    array.dataType() == DataType.FLOAT
                            ? array.dup('c')
                            : array.castTo(DataType.FLOAT).dup('c');
            MemorySegment memory = OperandRounder.kept(dense);
            ValueCounts counts = ValueCounts.of(memory, dense.length());
            boolean bad = counts.nans() + counts.infinities() > 0;
            rows.add(
                    new Row(
                            named.place(),
                            named.name(),
                            kind,
                            Arrays.toString(array.shape()),
                            counts,
                            bad ? firstBad(dense) : List.of()));
        }
        return rows;
    }

    private static List<Long> firstBad(INDArray dense) {
        float[] values = dense.data().asFloat();
        int first = 0;
        while (Float.isFinite(values[first])) {
            first++;
        }
        return OpWatch.index(first, dense.shape());
    }
}
