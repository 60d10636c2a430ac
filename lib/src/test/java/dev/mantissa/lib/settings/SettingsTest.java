package dev.mantissa.lib.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Environment;
import dev.mantissa.lib.Setting;
import dev.mantissa.lib.SettingValue;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
    @TempDir private Path folder;
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    @Test
    void the_stronger_place_wins() throws IOException {
        assertPrecision("highest", Source.Kind.DEFAULT, "default");
        Files.writeString(folder.resolve(".env"), "# mine\nMANTISSA_PRECISION=medium\n");
        assertPrecision("medium", Source.Kind.DOT_ENV, ".env line 2");
        variables.put("MANTISSA_PRECISION", "high");
        assertPrecision("high", Source.Kind.ENVIRONMENT, "MANTISSA_PRECISION");
        properties.put("mantissa.precision", "bf16");
        assertPrecision("bf16", Source.Kind.COMMAND_LINE, "command line");
    }

    private void assertPrecision(String mode, Source.Kind kind, String label) {
        SettingValue value = settings().value(Settings.PRECISION);
        assertThat(value.text()).isEqualTo(mode);
        assertThat(value.source()).isEqualTo(new Source(kind, label));
        Numerics numerics = Numerics.initial(environment());
        assertThat(numerics.precision().name()).isEqualTo(mode);
        assertThat(numerics.source()).isEqualTo(value.source());
    }

    @Test
    void a_bad_value_is_named_and_the_next_place_is_asked() throws IOException {
        Files.writeString(folder.resolve(".env"), "MANTISSA_PRECISION=medium\n");
        variables.put("MANTISSA_PRECISION", "hgih");
        SettingValue value = settings().value(Settings.PRECISION);
        assertThat(value.text()).isEqualTo("medium");
        assertThat(value.problems())
                .singleElement()
                .asString()
                .startsWith("MANTISSA_PRECISION=hgih from MANTISSA_PRECISION is not used:")
                .contains("unknown precision 'hgih'. Did you mean 'high'?", "Known: highest, high");
        assertThat(settings().notices()).containsAll(value.problems());
        assertThat(Numerics.initial(environment()).precision().name()).isEqualTo("medium");
    }

    @Test
    void what_the_file_sets_is_said_aloud() throws IOException {
        Files.writeString(folder.resolve(".env"), "MANTISSA_THREADS=3\nnonsense\n");
        assertThat(settings().threads()).isEqualTo(3);
        assertThat(settings().notices())
                .hasSize(2)
                .anySatisfy(n -> assertThat(n).contains("line 2 of", "passed over"))
                .anySatisfy(n -> assertThat(n).contains("threads is set to '3' by", ".env"));
    }

    @Test
    void an_empty_variable_counts_as_unset() {
        variables.put("MANTISSA_PRECISION", "");
        assertThat(settings().value(Settings.PRECISION).source()).isEqualTo(Source.DEFAULT);
        assertThat(settings().notices()).isEmpty();
    }

    static Iterable<Setting> all() {
        return Settings.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_default_passes_its_own_check_and_every_flag_has_help(Setting setting) {
        setting.check().accept(setting.fallback());
        assertThat(setting.help()).isNotBlank();
        assertThat(setting.variable()).startsWith("MANTISSA_");
        assertThat(setting.property()).startsWith("mantissa.");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "5s, 5000", "2m, 120000"})
    void a_budget_is_a_time_with_its_unit(String text, long millis) {
        variables.put("MANTISSA_BENCH_BUDGET", text);
        assertThat(settings().benchBudget()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "MANTISSA_BENCH_BUDGET, 5", "MANTISSA_BENCH_BUDGET, 0s", "MANTISSA_BENCH_BUDGET, fast",
        "MANTISSA_THREADS, 0", "MANTISSA_THREADS, many", "MANTISSA_THREADS, -1",
        "MANTISSA_ENGINE, warp", "MANTISSA_PRECISION, f17"
    })
    void a_bad_value_leaves_the_default_and_says_what_is_allowed(String variable, String text) {
        variables.put(variable, text);
        assertThat(settings().values()).allMatch(v -> v.source().equals(Source.DEFAULT));
        assertThat(settings().notices())
                .singleElement()
                .asString()
                .contains(variable + "=" + text)
                .containsAnyOf("Allowed:", "Known:");
    }

    @Test
    void a_bad_engine_is_not_what_products_are_made_by() {
        variables.put("MANTISSA_ENGINE", "warp");
        assertThat(Numerics.initial(environment()).engine()).isEqualTo("auto");
    }

    @Test
    void a_tilde_is_the_home_folder() {
        assertThat(settings().cache())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "mantissa"));
    }

    private Environment environment() {
        return new Environment(properties::get, variables::get, folder);
    }

    private Settings settings() {
        return Settings.load(environment());
    }
}
