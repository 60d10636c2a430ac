package dev.mantissa.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MagicLineTest {
    @Test
    void words_respect_quotes() {
        MagicLine line =
                MagicLine.parse(
                        "  %load \"a b.csv\" 'c d' --n=\"3 4\" don't \"say \\\"x\\\"\"", null);
        assertThat(line.name()).isEqualTo("load");
        assertThat(line.words()).containsExactly("a b.csv", "c d", "--n=3 4", "don't", "say \"x\"");
    }

    @Test
    void an_empty_quote_is_a_word() {
        assertThat(MagicLine.parse("%x \"\" b", null).words()).containsExactly("", "b");
    }

    @Test
    void help_is_recognised() {
        assertThat(MagicLine.parse("%bench?", null).asksForHelp()).isTrue();
        assertThat(MagicLine.parse("%bench --help", null).asksForHelp()).isTrue();
        assertThat(MagicLine.parse("%bench 512", null).asksForHelp()).isFalse();
    }

    @Test
    void the_nearest_name_is_found() {
        List<String> names = List.of("precision", "quantize", "bench", "time", "timeit");
        assertThat(MagicRegistry.nearest("precison", names)).contains("precision");
        assertThat(MagicRegistry.nearest("PRECISION", names)).contains("precision");
        assertThat(MagicRegistry.nearest("tiem", names)).contains("time");
        assertThat(MagicRegistry.nearest("quant", names)).contains("quantize");
        assertThat(MagicRegistry.nearest("zzz", names)).isEmpty();
    }

    @Test
    void a_name_with_a_percent_sign_is_refused() {
        MagicRegistry registry = new MagicRegistry(List.of());
        assertThatThrownBy(() ->
                        registry.register(new FunctionMagic("%x", "", (line, context) -> null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'%x'");
    }
}
