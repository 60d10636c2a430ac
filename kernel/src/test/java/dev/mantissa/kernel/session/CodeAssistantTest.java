package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeAssistantTest {
    private static Conversation talk;

    @BeforeAll
    static void open() {
        talk = new Conversation();
        talk.run("String greeting = \"hi\"; int number = 3;");
    }

    @AfterAll
    static void close() {
        talk.close();
    }

    private static List<String> texts(String code) {
        return talk.session.complete(code, code.length()).candidates().stream()
                .map(Completion.Candidate::text)
                .toList();
    }

    @Test
    void members_and_variables_are_completed() {
        assertThat(texts("greeting.toUp")).anyMatch(t -> t.startsWith("toUpperCase("));
        assertThat(texts("gree")).contains("greeting");
        assertThat(talk.session.complete("int z = 1;\ngreeting.toUp", 24).start()).isEqualTo(20);
        assertThat(talk.session.complete("gree + 1", 4).candidates()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greeting.concat | concat( | method | String String.concat(String str)",
                "greeting.indexO | indexOf( | method | int String.indexOf(int ch) (+5 more)",
                "Math.P | PI | field | double",
                "gree | greeting | variable | String",
                "StringBuf | StringBuffer | class | java.lang.StringBuffer",
            })
    void candidates_tell_what_they_are(String code, String text, String type, String detail) {
        // The very first look takes longer than candidates may be described.
        texts(code);
        assertThat(talk.session.complete(code, code.length()).candidates())
                .contains(new Completion.Candidate(text, type, detail));
    }

    @Test
    void many_candidates_come_at_once_whether_described_or_not() {
        List<Completion.Candidate> all = talk.session.complete("Math.", 5).candidates();
        assertThat(all).hasSizeGreaterThan(50).allMatch(c -> !c.type().isEmpty());
        assertThat(all)
                .filteredOn(c -> c.text().equals("TAU"))
                .extracting("type")
                .containsOnly("field");
    }

    @Test
    void completion_works_while_a_cell_runs() throws InterruptedException {
        RecordingOutput output = new RecordingOutput();
        Thread runner =
                Thread.ofPlatform()
                        .daemon()
                        .start(() ->
                                talk.session.execute(
                                        new Cell("println(\"go\");\nwhile (true) {}"), output));
        Conversation.until("the cell runs", () -> talk.text(output, "out").contains("go"));
        assertThat(texts("gree")).contains("greeting");
        talk.session.interrupt();
        runner.join(10_000);
        assertThat(runner.isAlive()).isFalse();
    }

    @Test
    void methods_classes_and_variables_are_inspected() {
        assertThat(talk.session.inspect("greeting.substring(1)", 12).orElseThrow().signature())
                .contains("String.substring(int beginIndex)");
        assertThat(talk.session.inspect("greeting.substring", 18).orElseThrow().signature())
                .contains("substring");
        assertThat(talk.session.inspect("String", 6).orElseThrow().signature()).contains("String");
        assertThat(talk.session.inspect("number + 1", 3).orElseThrow().signature()).contains("int");
        assertThat(talk.session.inspect("", 0)).isEmpty();
    }

    @Test
    void documentation_comes_as_text_and_as_html() {
        var bundle = talk.session.inspect("\"a\".repeat(2)", 6).orElseThrow().toBundle();
        assertThat(bundle.plain()).startsWith("String String.repeat(int count)").contains("times");
        assertThat(String.valueOf(bundle.data().get("text/html")))
                .startsWith("<pre><b>String String.repeat(int count)</b></pre>")
                .contains("<p>", "<dt>@param</dt><dd><code>count</code> number of times")
                .contains("<dt>@return</dt><dd>", "<dt>@throws</dt><dd>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{@code a < b} and {@link Foo#bar(int)} | <code>a &lt; b</code> and <code>Foo.bar(int)</code>",
                "{@link java.util.List a list} | <code>a list</code>",
                "<a href='x'>there</a> &lt;T&gt; & co | there &lt;T&gt; &amp; co",
                "<p onclick='x()'>a<script>b</script> | <p>a&lt;script&gt;b&lt;/script&gt;",
                "{@return the sum} | Returns the sum",
            })
    void javadoc_becomes_harmless_html(String comment, String html) {
        assertThat(JavadocHtml.of(comment)).isEqualTo(html);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 1 | COMPLETE",
                "int x = 1; | COMPLETE",
                "int x = 1 | COMPLETE",
                "for (int i = 0; i < 3; i++) { | INCOMPLETE",
                "foo( | INCOMPLETE",
                "%lsmagic | COMPLETE",
                "%%time | INCOMPLETE",
                "int x = ; | INVALID",
                "class 3 {} | INVALID"
            })
    void wholeness_is_judged(String code, Completeness.Status status) {
        assertThat(talk.session.isComplete(code).status()).isEqualTo(status);
    }

    @Test
    void an_open_block_asks_for_an_indent() {
        assertThat(talk.session.isComplete("if (true) {\n    for (;;) {").indent())
                .isEqualTo("        ");
    }
}
