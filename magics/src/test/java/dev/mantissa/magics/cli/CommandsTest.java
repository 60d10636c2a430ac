package dev.mantissa.magics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.lib.accuracy.Kernel;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.quant.QuantTensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    @TempDir Path folder;

    private record Said(int status, String out, String err) {}

    private static Said say(String... arguments) {
        return say(Commands.lineFor(arguments), arguments);
    }

    private static Said say(CommandLine line, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        return new Said(status, out.toString(), err.toString());
    }

    @Test
    void a_command_that_does_not_exist_is_answered_with_the_nearest_and_all() {
        assertThat(say("rnu"))
                .isEqualTo(
                        new Said(
                                2,
                                "",
                                """
                                mantissa: there is no command 'rnu'. Did you mean 'run'? Known: run, repl, info, accuracy, notebook, install, uninstall, doctor, help, test.
                                'mantissa help' shows the commands.
                                """));
    }

    @Test
    void an_unknown_option_is_answered_with_the_nearest_and_all() {
        assertThat(say("run", "--htlm=x.html", "a.jsh").err())
                .startsWith(
                        "mantissa run: unknown option '--htlm'. Did you mean '--html'? Known: --help, --html, --out,")
                .endsWith("'mantissa help run' shows how it is used.\n");
    }

    @Test
    void a_run_without_a_file_says_what_is_missing() {
        assertThat(say("run"))
                .isEqualTo(
                        new Said(
                                2,
                                "",
                                """
                                mantissa run: FILE is missing. Usage: mantissa run FILE …; what stands after an option may have been read as its value.
                                'mantissa help run' shows how it is used.
                                """));
    }

    @Test
    void help_is_given_for_every_command() {
        for (String command : new String[] {"run", "repl", "info", "accuracy"}) {
            Said said = say(command, "--help");
            assertThat(said.status()).isZero();
            assertThat(said.out()).startsWith("Usage: mantissa " + command);
            assertThat(say("help", command).out()).isEqualTo(said.out());
        }
        assertThat(say("help").out()).contains("run", "repl", "info").doesNotContain("warm");
        assertThat(say("--version").out()).startsWith("Mantissa ");
    }

    @Test
    void an_output_that_would_replace_the_source_is_refused_before_anything_runs()
            throws IOException {
        Path script = Files.writeString(folder.resolve("a.jsh"), "1 + 1");
        Said said = say("run", script.toString(), "--html", script.toString());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("a report is written to a name that ends in .html");
        assertThat(script).hasContent("1 + 1");
    }

    @Test
    void an_output_in_a_folder_that_takes_no_files_is_refused_before_anything_runs()
            throws IOException {
        Path script = Files.writeString(folder.resolve("a.jsh"), "1 + 1");
        Path missing = folder.resolve("missing").resolve("a.ipynb");
        assertThat(say("run", script.toString(), "--out", missing.toString()).err())
                .contains("there is no folder " + missing.getParent());
        Path taken = Files.createDirectory(folder.resolve("taken.html"));
        assertThat(say("run", script.toString(), "--html=" + taken).err())
                .contains("this is a folder; name a file in it");
    }

    @Test
    void parameters_and_time_limits_that_make_no_sense_say_what_to_write() throws IOException {
        String script = Files.writeString(folder.resolve("a.jsh"), "1 + 1").toString();
        assertThat(say("run", script, "-p", "epochs").err())
                .contains("-p epochs: a parameter is written NAME=VALUE, for example -p epochs=3.");
        assertThat(say("run", script, "--timeout", "soon").err())
                .contains("--timeout soon: give a number of seconds above 0, for example");
        assertThat(say("run", script, "--timeout", "0").status()).isEqualTo(2);
        assertThat(say("run", script, "--timeout", "NaN").status()).isEqualTo(2);
    }

    @Test
    void a_precision_that_is_none_is_told_before_anything_runs() throws IOException {
        Path script = Files.writeString(folder.resolve("a.jsh"), "1 + 1");
        Said said = say("run", script.toString(), "--precision", "hgih");
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err())
                .startsWith(
                        "mantissa run: --precision hgih: unknown precision 'hgih'. Did you mean 'high'?");
    }

    @Test
    void a_run_obeys_the_metadata_of_the_notebook_and_records_what_was_in_force()
            throws IOException {
        Numerics before = Numerics.notebook();
        Path notebook = folder.resolve("a.ipynb");
        Files.writeString(
                notebook,
                """
                {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [],
                  "execution_count": null, "source": "Numerics.current()\\n%precision medium"}],
                 "metadata": {"mantissa": {"precision": "high"}}, "nbformat": 4, "nbformat_minor": 5}
                """);
        Path out = folder.resolve("b.ipynb");
        try {
            Said said = say("run", notebook.toString(), "--precision", "f16", "--out=" + out);
            assertThat(said.status()).isZero();
        } finally {
            Numerics.setNotebook(before);
        }
        JsonObject own = Notebook.read(out).metadata().getAsJsonObject("mantissa");
        assertThat(own.get("precision").getAsString()).isEqualTo("high");
        assertThat(own.getAsJsonObject("executed").getAsJsonObject("start"))
                .hasToString(
                        "{\"device\":\"cpu\",\"expected_error\":2.94E-4,\"how\":\"emulated\",\"requested\":\"high\",\"resolved\":\"tf32\",\"source\":\"metadata of a.ipynb\"}");
        assertThat(own.getAsJsonObject("executed").getAsJsonObject("end").get("resolved"))
                .hasToString("\"bf16\"");
    }

    @Test
    void the_accuracy_suite_tells_its_verdict_and_its_status() {
        Said said = say("accuracy", "--schemes", "q8", "--quick", "--json", folder + "/a.json");
        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("q8:g32", "wrote ")
                .endsWith("incomplete: 15 of 20 scenarios passed, 5 not run\n");
        assertThat(folder.resolve("a.json")).content().contains("mantissa.accuracy/1");
    }

    /** The fault that a look at a layout is most likely to miss. */
    @Test
    void a_kernel_that_swaps_nibbles_turns_the_suite_red_and_its_status_to_1() {
        Kernel swapped =
                (x, weights, y) -> {
                    QuantTensor wrong = weights.scheme().allocate(weights.rows(), weights.cols());
                    byte[] codes = weights.codes().toArray(ValueLayout.JAVA_BYTE);
                    for (int i = 0; i < codes.length; i++) {
                        codes[i] = (byte) (codes[i] << 4 | codes[i] >> 4 & 15);
                    }
                    wrong.fill(
                            MemorySegment.ofArray(codes),
                            weights.scales(),
                            weights.zeros(),
                            weights.tensorScale());
                    Kernel.packed().multiply(x, wrong, y);
                };
        Said right = say(new CommandLine(new AccuracyCommand()), "--quick", "--schemes", "q4");
        Said wrong =
                say(new CommandLine(new AccuracyCommand(swapped)), "--quick", "--schemes", "q4");
        assertThat(right.status()).isZero();
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).contains("failed: 12 of 20 scenarios failed");
    }

    @Test
    void an_accuracy_suite_that_cannot_write_or_is_misspelt_says_so_before_it_runs() {
        assertThat(say("accuracy", "--quick", "--full").err()).contains("exclude each other");
        assertThat(say("accuracy", "--schemes", "q5").err())
                .contains("unknown quantisation scheme 'q5'");
        assertThat(say("accuracy", "--chart", "a.gif").err()).contains(".svg, .png or .txt");
        assertThat(say("accuracy", "--json", folder + "/none/a.json"))
                .satisfies(said -> assertThat(said.status()).isEqualTo(2))
                .satisfies(said -> assertThat(said.err()).contains("a folder that exists"));
    }
}
