package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;

/** An operation of a SameDiff graph: its names and what it is for. */
record GraphOperation(DifferentialFunction function, SameDiff graph) {
    private static final String GRADIENT = "-grad";

    /** Operations that are a product with a matrix; with a weight matrix they are a dense layer. */
    private static final Set<String> PRODUCTS =
            Set.of(
                    "matmul",
                    "mmul",
                    "matmul_bp",
                    "tensormmul",
                    "tensormmul_bp",
                    "xw_plus_b",
                    "xw_plus_b_bp",
                    "relu_layer");

    /** Null if {@code source} is in no graph. */
    static @Nullable GraphOperation of(@Nullable Object source) {
        if (source instanceof DifferentialFunction function) {
            SameDiff graph = function.getSameDiff();
            if (graph != null) {
                return new GraphOperation(function, graph);
            }
        }
        return null;
    }

    /**
     * Names of the operation, of its results and of the weights it uses; for a gradient also of the
     * variable whose gradient it uses, which is the forward operation's result.
     */
    List<String> names() {
        List<String> names = new ArrayList<>();
        add(names, function.getOwnName());
        String[] outputs = function.outputVariablesNames();
        if (outputs != null) {
            for (String output : outputs) {
                add(names, output);
            }
        }
        String[] arguments = function.argNames();
        if (arguments != null) {
            for (String argument : arguments) {
                if (isWeight(argument)) {
                    add(names, argument);
                } else if (argument != null && argument.endsWith(GRADIENT)) {
                    add(names, argument.substring(0, argument.length() - GRADIENT.length()));
                }
            }
        }
        return names;
    }

    /** Names of its results; for a gradient, of the forward result that it belongs to, too. */
    List<String> resultNames() {
        List<String> names = new ArrayList<>(outputs());
        for (String argument : arguments()) {
            if (argument.endsWith(GRADIENT)) {
                names.add(argument.substring(0, argument.length() - GRADIENT.length()));
            }
        }
        return names;
    }

    /** True if an input is a gradient, or one of the results that depend on one. */
    boolean usesGradient(Set<String> dependent) {
        return arguments().stream().anyMatch(a -> a.endsWith(GRADIENT) || dependent.contains(a));
    }

    List<String> outputs() {
        return named(function.outputVariablesNames());
    }

    private List<String> arguments() {
        return named(function.argNames());
    }

    private static List<String> named(@Nullable String @Nullable [] names) {
        return names == null ? List.of() : Stream.of(names).filter(Objects::nonNull).toList();
    }

    Set<Role> roles(String opName) {
        if (!PRODUCTS.contains(opName) || function.argNames() == null) {
            return Set.of();
        }
        for (String argument : function.argNames()) {
            if (isWeight(argument)) {
                return Set.of(Role.MLP, Role.DENSE);
            }
        }
        return Set.of();
    }

    private boolean isWeight(@Nullable String name) {
        SDVariable variable = name == null ? null : graph.getVariable(name);
        return variable != null && variable.getVariableType() == VariableType.VARIABLE;
    }

    private static void add(List<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name);
        }
    }
}
