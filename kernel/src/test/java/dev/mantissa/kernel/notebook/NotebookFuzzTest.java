package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NotebookFuzzTest {
    private static final String SEED =
            """
            {"cells":[
             {"cell_type":"code","id":"a","execution_count":1,"metadata":{"tags":["parameters"]},
              "source":["int a = 1;\\n","a"],
              "outputs":[{"output_type":"stream","name":"stdout","text":["x\\n"]},
               {"output_type":"execute_result","execution_count":1,"metadata":{},
                "data":{"text/plain":"1","image/svg+xml":"<svg id='q'><text>é</text></svg>","application/b+json":[1,{"c":null}]}},
               {"output_type":"error","ename":"E","evalue":"v","traceback":["  > 1","^"]}]},
             {"cell_type":"markdown","id":"b","metadata":{},"source":"# $x_1$ `c` ![](attachment:p)",
              "attachments":{"p":{"image/png":"AA=="}}}],
             "metadata":{"kernelspec":{"name":"x","display_name":"y"}},"nbformat":4,"nbformat_minor":5}
            """;
    private static final List<String> PIECES =
            List.of(
                    "null", "[]", "{}", "\"\"", "1e999", "-0", "true", "\"a\"", "[[", "\\u0000",
                    "4");

    private static final int ROUNDS = Boolean.getBoolean("mantissa.exhaustive") ? 1_000_000 : 8_000;

    @Test
    void a_damaged_notebook_is_read_or_refused_and_never_anything_else() {
        assertThat(Notebook.parse(SEED, "seed").cells()).hasSize(2);
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String text = damaged(random);
            Notebook notebook;
            try {
                notebook = Notebook.parse(text, "f");
            } catch (NotebookFormatException e) {
                assertThat(e).hasMessageStartingWith("f: ");
                continue;
            }
            read++;
            String written = notebook.toJson();
            assertThat(Notebook.parse(written, "f").toJson()).isEqualTo(written);
            if (read % 50 == 0) {
                assertThat(HtmlReport.of(notebook, "f", Map.of())).endsWith("</html>\n");
            }
        }
        assertThat(read).isBetween(ROUNDS / 100, ROUNDS * 9 / 10);
    }

    private static String damaged(Random random) {
        StringBuilder text = new StringBuilder(SEED);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.setCharAt(from, (char) random.nextInt(0x100));
                default -> replaceValue(text, random);
            }
        }
        return text.toString();
    }

    /** Puts another value behind some colon, which keeps the JSON well formed most of the time. */
    private static void replaceValue(StringBuilder text, Random random) {
        int colon = text.indexOf(":", random.nextInt(text.length()));
        int end = colon < 0 ? -1 : text.indexOf(",", colon);
        if (end > 0) {
            text.replace(colon + 1, end, PIECES.get(random.nextInt(PIECES.size())));
        }
    }
}
