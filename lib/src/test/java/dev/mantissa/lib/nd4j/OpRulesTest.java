package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.imports.converters.ImportClassMapping;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

class OpRulesTest {
    private final OpRules rules = OpRules.load();

    @Test
    void every_operation_that_nd4j_registers_is_classified() throws Exception {
        Set<String> registered = registered();
        assertThat(registered).hasSizeGreaterThan(800);
        registered.removeAll(rules.names());
        assertThat(registered).as("unclassified: add them to products.ops or exact.ops").isEmpty();
    }

    @Test
    void no_rule_names_an_operation_that_does_not_exist() throws Exception {
        Set<String> names = new TreeSet<>(rules.names());
        names.removeAll(registered());
        assertThat(names).isEmpty();
    }

    @Test
    void names_that_libnd4j_runs_as_one_operation_have_one_rule() {
        var byHash = new java.util.HashMap<Long, String>();
        Nd4j.getExecutioner()
                .getCustomOperations()
                .forEach((name, descriptor) -> {
                    String other = byHash.putIfAbsent(descriptor.getHash(), name);
                    if (other != null) {
                        assertThat(rules.of(name)).as(name).isEqualTo(rules.of(other));
                    }
                });
    }

    @Test
    void what_is_decomposed_has_steps_and_nothing_else_has() {
        rules.all()
                .forEach((name, rule) ->
                        assertThat(Decompositions.knows(name))
                                .as(name)
                                .isEqualTo(rule.kind() == OpRule.Kind.DECOMPOSED));
    }

    @Test
    void an_unsupported_operation_says_why() {
        rules.all()
                .forEach((name, rule) -> {
                    if (rule.kind() == OpRule.Kind.UNSUPPORTED) {
                        assertThat(rule.note()).as(name).isNotBlank();
                    }
                });
    }

    private static Set<String> registered() throws Exception {
        Set<String> names = new TreeSet<>(Nd4j.getExecutioner().getCustomOperations().keySet());
        for (Class<?> type : ImportClassMapping.getOpClasses()) {
            if (type == DynamicCustomOp.class || Modifier.isAbstract(type.getModifiers())) {
                continue;
            }
            var op = (DifferentialFunction) type.getDeclaredConstructor().newInstance();
            assertThat(op instanceof CustomOp || op instanceof org.nd4j.linalg.api.ops.Op).isTrue();
            names.add(op.opName());
        }
        return names;
    }
}
