package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.precision.Numerics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineMagicTest {
    private final Numerics before = Numerics.notebook();
    private final Workbench bench = new Workbench();
    private final EngineMagic magic = new EngineMagic();

    @AfterEach
    void the_settings_are_as_they_were() {
        Numerics.setNotebook(before);
    }

    @Test
    void the_table_has_a_row_for_every_engine_and_one_is_chosen() throws Exception {
        String table = bench.run(magic, "%engine");
        assertThat(Engines.all()).extracting(Engine::name).allMatch(table::contains);
        assertThat(table.lines().filter(l -> l.contains("✓"))).hasSize(1);
    }

    @Test
    void an_engine_chosen_by_name_computes_from_then_on() throws Exception {
        assertThat(bench.run(magic, "%engine SCALAR")).contains("'scalar'");
        assertThat(Numerics.notebook().engine()).isEqualTo("scalar");
        assertThat(bench.run(magic, "%engine").lines())
                .anyMatch(l -> l.startsWith("scalar") && l.contains("✓"));
        bench.run(magic, "%engine auto");
        assertThat(Numerics.notebook().engine()).isEqualTo("auto");
    }

    @Test
    void an_unknown_engine_is_answered_with_the_nearest_and_changes_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%engine scalr"))
                .withMessageContaining("unknown engine 'scalr'. Did you mean 'scalar'?")
                .withMessageContaining("Nothing was changed");
        assertThat(Numerics.notebook()).isEqualTo(before);
    }

    @Test
    void the_choice_of_an_engine_keeps_the_precision_and_the_other_way_round() throws Exception {
        PrecisionMagic precision = new PrecisionMagic();
        bench.run(precision, "%precision high");
        bench.run(magic, "%engine scalar");
        assertThat(Numerics.notebook().precision().name()).isEqualTo("high");
        bench.run(precision, "%precision medium");
        assertThat(Numerics.notebook().engine()).isEqualTo("scalar");
        bench.run(precision, "%precision reset");
        assertThat(Numerics.notebook().engine()).isEqualTo("scalar");
    }
}
