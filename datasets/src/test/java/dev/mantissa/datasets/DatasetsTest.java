package dev.mantissa.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

class DatasetsTest {
    static java.util.List<Dataset<?>> all() {
        return Datasets.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_has_a_lower_case_name_a_summary_and_a_source(Dataset<?> dataset) {
        assertThat(dataset.name()).matches("[a-z0-9-]+");
        assertThat(dataset.summary()).isNotBlank();
        assertThat(dataset.source()).isNotBlank();
        assertThat(Datasets.of(dataset.name().toUpperCase(java.util.Locale.ROOT)))
                .isSameAs(dataset);
    }

    @Test
    void names_are_different() {
        assertThat(Datasets.all().stream().map(Dataset::name)).doesNotHaveDuplicates();
    }

    @Test
    void a_table_loads_by_name() {
        Table table = (Table) Datasets.load("number-formats");
        assertThat(
                        table.where(table.stringColumn("format").isEqualTo("f16"))
                                .row(0)
                                .getDouble("max"))
                .isEqualTo(65504);
    }

    @Test
    void an_unknown_name_is_told_with_those_there_are() {
        assertThatThrownBy(() -> Datasets.load("mnist"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown data set 'mnist'. Known: digits, number-formats.");
    }
}
