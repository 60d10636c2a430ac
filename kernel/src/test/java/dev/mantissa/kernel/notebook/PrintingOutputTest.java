package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintingOutputTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintingOutput printing =
            new PrintingOutput(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    new BufferedReader(new StringReader("one\n")));

    private String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void streams_are_kept_apart_and_a_result_begins_a_line() {
        printing.stream(false, "no end");
        printing.stream(true, "aside\n");
        printing.result(1, MimeBundle.text("5"));
        printing.display(MimeBundle.text("shown"), "id");
        assertThat(text(out)).isEqualTo("no end\n5\nshown\n");
        assertThat(text(err)).isEqualTo("aside\n");
    }

    @Test
    void of_many_updates_the_last_is_printed() {
        printing.display(MimeBundle.text("0 %"), "p");
        for (int i = 1; i <= 100; i++) {
            printing.updateDisplay(MimeBundle.text(i + " %"), "p");
        }
        assertThat(text(out)).isEqualTo("0 %\n");
        printing.close();
        printing.close();
        assertThat(text(out)).isEqualTo("0 %\n100 %\n");
    }

    @Test
    void an_error_goes_to_standard_error() {
        printing.error(new CellError("E", "message", List.of("a", "b")));
        printing.error(new CellError("E", "message", List.of()));
        assertThat(text(err)).isEqualTo("a\nb\nE: message\n");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void lines_are_read_until_the_input_ends() throws IOException {
        assertThat(printing.readLine("? ", false)).isEqualTo("one");
        assertThat(text(out)).isEqualTo("? ");
        assertThatThrownBy(() -> printing.readLine("", false)).isInstanceOf(EOFException.class);
    }
}
