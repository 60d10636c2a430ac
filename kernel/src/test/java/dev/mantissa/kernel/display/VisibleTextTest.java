package dev.mantissa.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void what_could_deceive_is_written_out() {
        assertThat(VisibleText.of("\u001b[31mred\u001b[0m")).isEqualTo("\\u001b[31mred\\u001b[0m");
        assertThat(VisibleText.of("a\u202Eb\0c")).isEqualTo("a\\u202eb\\u0000c");
        assertThat(VisibleText.of("x\uD800y")).isEqualTo("x\\ud800y");
    }

    @Test
    void all_languages_tabs_and_lines_stay_as_they_are() {
        String text = "שלום 精度 精度 é 😀\n\tend\r\n";
        assertThat(VisibleText.of(text)).isSameAs(text);
    }

    @Test
    void ten_megabytes_are_cut_with_a_note() {
        String text = VisibleText.of("x".repeat(10_000_000));
        assertThat(text).hasSizeLessThan(100_100).endsWith("… (100,000 of 10,000,000 characters)");
    }

    @Test
    void html_is_escaped() {
        assertThat(VisibleText.html("</script>\"'&")).isEqualTo("&lt;/script&gt;&quot;&#39;&amp;");
    }

    @Test
    void markup_becomes_its_words() {
        assertThat(
                        VisibleText.ofMarkup(
                                "<style>p{}</style><table><tr><th>a</th><th>b</th></tr><tr><td>1 &lt; 2</td><td>x</td></tr></table><script>alert(1)</script>"))
                .isEqualTo("a  b\n1 < 2  x");
        assertThat(new Svg("<svg><title>Error</title><path d='M0 0'/></svg>").toBundle().plain())
                .isEqualTo("Error");
    }
}
