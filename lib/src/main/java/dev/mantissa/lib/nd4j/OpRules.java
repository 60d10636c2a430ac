package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.RangeOptions;
import dev.mantissa.lib.precision.StoredOperations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classification of every operation that ND4J registers, read from {@code products.ops} and
 * {@code exact.ops} beside this class.
 */
final class OpRules {
    private static final List<String> FILES = List.of("products.ops", "exact.ops");

    private final Map<String, OpRule> rules;

    private OpRules(Map<String, OpRule> rules) {
        this.rules = rules;
    }

    static OpRules load() {
        Map<String, OpRule> rules = new HashMap<>();
        for (String file : FILES) {
            try (InputStream in = OpRules.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("resource " + file + " is missing");
                }
                read(file, in, rules);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new OpRules(Map.copyOf(rules));
    }

    /** The rule of that operation, or null if it is not classified. */
    @Nullable OpRule of(String opName) {
        return rules.get(opName);
    }

    /** False for operations that no mode changes. */
    boolean multiplies(String opName) {
        OpRule rule = rules.get(opName);
        return rule == null || rule.kind() != OpRule.Kind.EXACT;
    }

    /** False for operations that are computed in f32 where that mode is asked for. */
    boolean canObey(String opName, Precision mode) {
        boolean plainF32 = mode.isPlain() && mode.operandFormat().roundsNothing();
        if (plainF32 || mode.accumulation() == Accumulation.F64) {
            return true;
        }
        OpRule rule = rules.get(opName);
        return switch (rule == null ? OpRule.Kind.UNSUPPORTED : rule.kind()) {
            case UNSUPPORTED -> false;
            case EXACT, MATMUL -> true;
            // Attention is products of matrices, what else is run as several has convolutions.
            case DECOMPOSED -> mode.isPlain() || opName.contains("attention");
            case ROUNDED, BIAS_GRADIENT -> mode.isPlain();
        };
    }

    /** The operation by which SameDiff computes the gradients of that one. */
    String gradient(String opName) {
        OpRule rule = rules.get(opName);
        boolean product = rule != null && rule.kind() == OpRule.Kind.MATMUL;
        String gradient = (product ? "matmul" : opName) + "_bp";
        return rules.containsKey(gradient) ? gradient : opName;
    }

    /**
     * True for operations that a policy has a say in: they multiply, or their results are stored.
     */
    boolean obeys(String opName, RangeOptions range) {
        return multiplies(opName) || range.storage() != null && StoredOperations.contains(opName);
    }

    Set<String> names() {
        return rules.keySet();
    }

    Map<String, OpRule> all() {
        return rules;
    }

    private static void read(String file, InputStream in, Map<String, OpRule> rules)
            throws IOException {
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        OpRule rule = null;
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (text.startsWith("[")) {
                rule = header(text);
                continue;
            }
            if (rule == null) {
                throw new IllegalStateException(file + ":" + number + ": name before any [kind]");
            }
            for (String name : text.split("\\s+")) {
                if (rules.put(name, rule) != null) {
                    throw new IllegalStateException(
                            file + ":" + number + ": " + name + " is classified twice");
                }
            }
        }
    }

    /** {@code [kind operands] note}. */
    private static OpRule header(String text) {
        int end = text.indexOf(']');
        String[] words = text.substring(1, end).strip().split("\\s+");
        List<Integer> operands = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            operands.add(
                    switch (words[i]) {
                        case "last" -> OpRule.LAST;
                        case "rest" -> OpRule.REST;
                        default -> Integer.parseInt(words[i]);
                    });
        }
        String kind = words[0].toUpperCase(Locale.ROOT).replace('-', '_');
        return new OpRule(
                OpRule.Kind.valueOf(kind), List.copyOf(operands), text.substring(end + 1).strip());
    }
}
