package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.precision.PrecisionPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph: its outputs are the results that the given inputs suffice for and that nothing
 * else that they suffice for is made of. A loss that needs labels is thus left out where no labels
 * are given.
 */
final class GraphRun extends NetworkRun {
    private static final PrecisionPolicy WIDE_SUMS = PrecisionPolicy.parse("f64");

    private final SameDiff graph;
    private final Map<String, INDArray> inputs;
    private final Set<String> computable = new HashSet<>();
    private final List<String> outputs;

    GraphRun(SameDiff graph, Object given) {
        this.graph = graph;
        this.inputs = named(graph.inputs(), given);
        this.outputs = reachable();
        if (outputs.isEmpty()) {
            throw misfit(
                    inputs.size() + " inputs, from which nothing can be computed,", graph.inputs());
        }
    }

    private static Map<String, INDArray> named(List<String> placeholders, Object given) {
        List<String> names = new ArrayList<>();
        if (given instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> names.add(String.valueOf(name)));
            if (!placeholders.containsAll(names)) {
                throw misfit("inputs " + names, placeholders);
            }
        } else {
            int count = listed(given).size();
            if (count > placeholders.size()) {
                throw misfit(count + " inputs", placeholders);
            }
            names.addAll(placeholders.subList(0, count));
        }
        INDArray[] arrays = arrays(given, names);
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        for (int i = 0; i < arrays.length; i++) {
            inputs.put(names.get(i), arrays[i]);
        }
        return inputs;
    }

    private List<String> reachable() {
        Set<String> known = new HashSet<>(inputs.keySet());
        for (SDVariable variable : graph.variables()) {
            VariableType type = variable.getVariableType();
            if (type == VariableType.VARIABLE || type == VariableType.CONSTANT) {
                known.add(variable.name());
            }
        }
        Set<String> used = new HashSet<>();
        Set<String> results = new LinkedHashSet<>();
        for (boolean more = true; more; ) {
            more = false;
            for (DifferentialFunction op : graph.ops()) {
                List<String> arguments = names(op.argNames());
                if (known.containsAll(arguments)) {
                    used.addAll(arguments);
                    List<String> made = names(op.outputVariablesNames());
                    more |= known.addAll(made);
                    results.addAll(made);
                }
            }
        }
        computable.addAll(results);
        results.removeAll(used);
        return List.copyOf(results);
    }

    private static List<String> names(String[] names) {
        return names == null ? List.of() : Arrays.asList(names);
    }

    @Override
    Object network() {
        return graph;
    }

    @Override
    boolean computes(NetworkPrecision.Row row) {
        return computable.contains(row.name());
    }

    @Override
    INDArray[] outputs(DataType type) {
        return outputs(type == DataType.FLOAT ? graph : inType(type), type);
    }

    private INDArray[] outputs(SameDiff one, DataType type) {
        INDArray[] copies = copies(inputs.values().toArray(INDArray[]::new), type);
        Map<String, INDArray> given = new HashMap<>();
        int next = 0;
        for (String name : inputs.keySet()) {
            given.put(name, copies[next++]);
        }
        Map<String, INDArray> results = one.output(given, outputs);
        return outputs.stream()
                .map(results::get)
                .filter(result -> result.dataType().isFPType())
                .toArray(INDArray[]::new);
    }

    private SameDiff inType(DataType type) {
        SameDiff copy = graph.dup();
        Map<String, DataType> types = new HashMap<>();
        for (SDVariable variable : copy.variables()) {
            if (variable.getVariableType() != VariableType.ARRAY
                    && variable.dataType() == DataType.FLOAT) {
                types.put(variable.name(), type);
            }
        }
        copy.convertDataTypes(types);
        // It stops at the second operation of a chain: results further on stay f32 without this.
        for (SDVariable variable : copy.variables()) {
            if (variable.dataType() == DataType.FLOAT) {
                variable.setDataType(type);
            }
        }
        return copy;
    }

    /** Graphs that name f32 in their operations cannot be converted: their products are in f64. */
    @Override
    Exact exact() {
        try {
            return super.exact();
        } catch (UsageException | CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            float[] narrow = under(WIDE_SUMS);
            double[] values = new double[narrow.length];
            for (int i = 0; i < narrow.length; i++) {
                values[i] = narrow[i];
            }
            return new Exact(
                    values,
                    "the graph with its products summed in f64; it cannot be f64 throughout");
        }
    }
}
