package dev.mantissa.magics.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void words_stand_left_and_figures_right() {
        Table table =
                Table.titled("Layers")
                        .left("layer")
                        .right("bytes")
                        .row("0_W", 1200)
                        .row("output", 8)
                        .total("all", 1208)
                        .note("That is all.")
                        .build();
        assertThat(table)
                .hasToString(
                        """
                        Layers
                        layer   bytes
                        ──────  ─────
                        0_W      1200
                        output      8
                        ──────  ─────
                        all      1208
                        That is all.\
                        """);
    }

    @Test
    void a_long_cell_goes_on_below_in_its_own_column() {
        Table table = Table.titled("").left("a", "b").row("x ".repeat(80).strip(), "y").build();
        List<String> lines = table.toString().lines().toList();
        assertThat(lines).hasSize(4).allMatch(l -> l.length() <= 110);
        assertThat(lines.get(2)).endsWith("x  y");
        assertThat(lines.get(3)).matches("(x )+x");
    }

    @Test
    void two_long_columns_share_the_line_and_figures_are_never_broken() {
        String words = "word ".repeat(30).strip();
        Table table =
                Table.titled("")
                        .left("a")
                        .right("n")
                        .left("b")
                        .row(words, "123456789", words)
                        .build();
        assertThat(table.toString().lines())
                .allMatch(l -> l.length() <= 110)
                .anyMatch(l -> l.matches("word .*word +123456789  word .*"));
    }

    @Test
    void wide_letters_and_pairs_of_surrogates_survive_wrapping() {
        String text = "数".repeat(90) + "𝄞".repeat(90);
        String table = Table.titled("").left("a", "b").row(text, "end").build().toString();
        assertThat(table.replaceAll("[^数𝄞]", "")).isEqualTo(text);
        assertThat(table).contains("end");
    }

    @Test
    void html_is_escaped_and_aligned() {
        Table table = Table.titled("a < b").left("<script>").right("n").row("\"&\"", 1).build();
        assertThat(String.valueOf(table.toBundle().data().get("text/html")))
                .contains(
                        "a &lt; b",
                        "&lt;script&gt;",
                        "&amp;",
                        "text-align:right;white-space:nowrap\">1<")
                .doesNotContain("<script>");
    }

    @Test
    void what_steers_a_terminal_is_written_out() {
        Table table =
                Table.titled("t\u001b[2J")
                        .left("c\u009b")
                        .row("a\u001b]8;;http://x\u0007b\u202e")
                        .total("\u001b[31m")
                        .note("n\u001b[1m")
                        .build();
        assertThat(table.toString())
                .contains("a\\u001b]8;;http://x\\u0007b\\u202e", "t\\u001b", "n\\u001b", "c\\u009b")
                .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e]");
        assertThat(String.valueOf(table.toBundle().data().get("text/html")))
                .contains("a\\u001b]8;;")
                .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e]");
    }

    @Test
    void a_document_gets_markdown() {
        assertThat(Table.titled("t").left("a").right("n").row("x|y", 1).build().markdown())
                .isEqualTo("| a | n |\n| --- | --: |\n| x\\|y | 1 |\n");
    }

    @Test
    void a_row_must_have_a_cell_for_each_column() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.titled("").left("a", "b").row("only one"))
                .withMessage("a row of 1 cells in a table of 2 columns");
    }

    @Test
    void a_table_without_rows_is_its_title_and_notes() {
        assertThat(Table.titled("Nothing").left("a").note("Really.").build())
                .hasToString("Nothing\nReally.");
    }
}
