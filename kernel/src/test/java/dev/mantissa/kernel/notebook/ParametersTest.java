package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    private static final NotebookCell FIRST = NotebookCell.of("f", NotebookCell.Type.MARKDOWN, "#");
    private static final NotebookCell LAST = NotebookCell.of("l", NotebookCell.Type.CODE, "n");

    private static Notebook tagged(String source) {
        return Notebook.of(
                List.of(FIRST, NotebookCell.tagged("p", source, List.of("parameters")), LAST));
    }

    private static String injected(String source, String name, String value) {
        NotebookCell cell = Parameters.inject(tagged(source), Map.of(name, value)).cells().get(2);
        assertThat(cell.tags()).containsExactly("injected-parameters");
        return cell.source().lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void values_follow_the_tagged_cell_and_replace_those_of_an_earlier_run() {
        Notebook once = Parameters.inject(tagged("int n = 5;"), Map.of("n", "6"));
        Notebook twice = Parameters.inject(once, Map.of("n", "7"));
        assertThat(twice.cells().stream().map(NotebookCell::source))
                .containsExactly("#", "int n = 5;", "// Parameters\nint n = 7;", "n");
    }

    @Test
    void without_a_tagged_cell_they_come_first_with_the_type_they_look_like() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("a", "-5");
        values.put("b", "1e-3");
        values.put("c", "true");
        values.put("d", "say \"hi\"\\\n");
        values.put("e", "5000000000");
        Notebook result = Parameters.inject(Notebook.of(List.of(LAST)), values);
        assertThat(result.cells().getFirst().source())
                .isEqualTo(
                        """
                        // Parameters
                        int a = -5;
                        double b = 0.001;
                        boolean c = true;
                        String d = "say \\"hi\\"\\\\\\n";
                        long e = 5000000000L;\
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "double x = 1;|2|double x = 2.0;",
                "float x = 1f;|0.5|float x = 0.5f;",
                "long x = 1;|7|long x = 7L;",
                "var x = 1L;|7|long x = 7L;",
                "var x = 1.5;|7|double x = 7.0;",
                "var x = \"a;b\"; int y = 2;|7|String x = \"7\";",
                "final String x = null;|true|String x = \"true\";",
                "Boolean x;|false|Boolean x = false;",
                "char x = 'a';|'|char x = '\\'';",
                "int[] x = {1, 2};|{3, 4}|int[] x = {3, 4};",
                "List<Map<String, Integer>> x = List.of();|null|List<Map<String,Integer>> x = null;",
                "int a = 1, x = 2;|9|int x = 9;",
                "// int y\\nint x = 1; /* int z = 2; */|3|int x = 3;",
                "double x = 1;|NaN|double x = Double.NaN;"
            })
    void a_value_is_written_in_the_declared_type(String source, String value, String expected) {
        assertThat(injected(source.replace("\\n", "\n"), "x", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "int,abc",
        "int,5000000000",
        "int,1.5",
        "boolean,yes",
        "double,1f",
        "char,ab",
        "byte,300"
    })
    void a_value_of_another_type_is_refused(String type, String value) {
        assertThatThrownBy(() -> injected(type + " x;", "x", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("-p x=" + value, "not of type " + type, "Give ");
    }

    @Test
    void an_unknown_name_is_answered_with_the_nearest() {
        assertThatThrownBy(() -> injected("int size = 5; int runs = 2;", "sizes", "1"))
                .hasMessageContainingAll(
                        "no parameter 'sizes'", "Did you mean 'size'?", "Known: size, runs");
        assertThatThrownBy(() -> injected("int size = 5;", "2x", "1"))
                .hasMessageContaining("no parameter '2x'");
        assertThatThrownBy(() -> Parameters.inject(Notebook.of(List.of()), Map.of("a;b", "1")))
                .hasMessageContaining("no name of a Java variable");
    }

    @Test
    void names_inside_of_blocks_are_no_parameters() {
        assertThat(
                        Declarations.of(
                                "int f(int a) { int b = 1; return b; }\nrecord R(int c) {}\nint d = f(1);"))
                .containsOnlyKeys("d");
    }
}
