package dev.mantissa.lib.engine;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesTest {
    @Test
    void names_are_found_in_any_case() {
        assertThat(Engines.of(" Scalar ").name()).isEqualTo("scalar");
        assertThat(Engines.of("VECTOR").name()).isEqualTo("vector");
    }

    @Test
    void an_unknown_name_answers_with_the_list() {
        assertThatThrownBy(() -> Engines.of("cuba"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown engine 'cuba'")
                .hasMessageContaining("vector, scalar, auto");
    }

    @Test
    void the_best_ready_engine_is_selected_and_a_choice_is_honoured() {
        boolean kernels = Engines.of("native").probe() instanceof Probe.Ready;
        String best = kernels ? "native" : "vector";
        assertThat(Engines.select().name()).isEqualTo(best);
        assertThat(Engines.select("auto").name()).isEqualTo(best);
        assertThat(Engines.select("").name()).isEqualTo(best);
        assertThat(Engines.select("vector").name()).isEqualTo("vector");
        assertThat(Engines.select("scalar").name()).isEqualTo("scalar");
    }

    @Test
    void an_engine_that_refuses_is_passed_over() {
        Engine refused = new VectorEngine(new WorkerPool(1), false);
        Engine scalar = new ScalarEngine();
        assertThat(Engines.best(List.of(refused, scalar))).isSameAs(scalar);
    }

    @Test
    void the_explanation_has_a_row_per_engine_and_one_is_chosen() {
        List<EngineStatus> rows = Engines.explain("scalar");
        assertThat(rows)
                .extracting(EngineStatus::name)
                .containsExactlyInAnyOrder("native", "vector", "scalar");
        assertThat(rows).extracting(EngineStatus::score).isSortedAccordingTo(reverseOrder());
        assertThat(rows)
                .filteredOn(EngineStatus::chosen)
                .extracting(EngineStatus::name)
                .containsExactly("scalar");
        assertThat(rows)
                .filteredOn(row -> !row.name().equals("native"))
                .allSatisfy(row -> assertThat(row.ready()).isTrue());
        assertThat(rows)
                .filteredOn(row -> row.name().equals("scalar"))
                .allSatisfy(row -> assertThat(row.detail()).contains("oracle"));
    }

    @Test
    void a_refusal_shows_reason_and_remedy() {
        EngineStatus row = new EngineStatus("x", new Probe.Refused("no X", "buy one"), false);
        assertThat(row.ready()).isFalse();
        assertThat(row.score()).isZero();
        assertThat(row.detail()).isEqualTo("no X; buy one");
    }
}
