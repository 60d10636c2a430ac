package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptLinesTest {
    @Test
    void a_line_without_semicolon_is_a_snippet() {
        assertThat(ScriptLines.of("int x = 20;\nx + 1\nprintln(x);\nvar y = 2\ny"))
                .containsExactly("int x = 20;\nx + 1", "println(x);\nvar y = 2", "y");
    }

    @Test
    void statements_and_bodies_stay_together() {
        String block =
                """
                int twice(int n)
                {
                    return 2 * n;
                }
                if (true)
                    twice(1);
                for (int i = 0; i < 3; i++) {
                    println(i);
                }
                @Deprecated
                class A {
                    int x;
                }\
                """;
        assertThat(ScriptLines.of(block)).containsExactly(block);
    }

    @Test
    void calls_and_operators_go_on_over_lines() {
        String block =
                """
                List.of(1, 2)
                    .stream()
                    .map(n -> n + 1)
                    .toList()\
                """;
        assertThat(ScriptLines.of(block)).containsExactly(block);
        assertThat(ScriptLines.of("1 +\n2\n3")).containsExactly("1 +\n2", "3");
    }

    @Test
    void comments_texts_and_magics_are_no_ends() {
        assertThat(ScriptLines.of("// first\nx // why\n\"\"\"\n  a\n  b\"\"\"\n%who\ny"))
                .containsExactly("// first\nx // why", "\"\"\"\n  a\n  b\"\"\"", "%who\ny");
        assertThat(ScriptLines.of("i++\nj--\nk")).containsExactly("i++", "j--", "k");
    }
}
