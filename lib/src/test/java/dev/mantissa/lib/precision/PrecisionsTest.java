package dev.mantissa.lib.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrecisionsTest {
    static List<Precision> all() {
        return Precisions.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_name_and_alias_finds_its_mode_in_any_case(Precision mode) {
        assertThat(Precisions.of(mode.name())).isSameAs(mode);
        assertThat(Precisions.of(" " + mode.name().toUpperCase(Locale.ROOT) + " ")).isSameAs(mode);
        for (String alias : mode.aliases()) {
            assertThat(Precisions.of(alias)).isSameAs(mode);
            assertThat(Precisions.of(alias.toLowerCase(Locale.ROOT))).isSameAs(mode);
        }
    }

    @Test
    void no_name_means_two_modes() {
        Map<String, Precision> seen = new HashMap<>();
        for (Precision mode : Precisions.all()) {
            assertThat(seen.put(mode.name().toLowerCase(Locale.ROOT), mode)).isNull();
            for (String alias : mode.aliases()) {
                assertThat(seen.put(alias.toLowerCase(Locale.ROOT), mode)).as(alias).isNull();
            }
        }
        assertThat(Presets.all().keySet()).doesNotContainAnyElementsOf(seen.keySet());
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_mode_says_what_it_is(Precision mode) {
        assertThat(mode.summary()).isNotBlank();
        assertThat(mode.expectedError(1024)).isPositive();
        assertThat(mode.expectedError(4096)).isGreaterThanOrEqualTo(mode.expectedError(1024));
        assertThat(mode).isEqualTo(Precisions.of(mode.name())).hasToString(mode.name());
    }

    @Test
    void a_bad_name_gets_four_facts() {
        String known =
                Stream.concat(
                                Precisions.all().stream().map(Precision::name),
                                Families.labels().stream())
                        .collect(Collectors.joining(", "));
        assertThatThrownBy(() -> Precisions.of("hgih"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "unknown precision 'hgih'. Did you mean 'high'? Known: "
                                + known
                                + ". Type %precision list.");
    }

    /** Two letters exchanged, one left out, one typed twice, one beside the right key. */
    private static Stream<String> misspelt(String name) {
        return IntStream.range(0, name.length())
                .boxed()
                .flatMap(i -> {
                    String before = name.substring(0, i);
                    String after = name.substring(i + 1);
                    char c = name.charAt(i);
                    String exchanged =
                            after.isEmpty()
                                    ? name
                                    : before + after.charAt(0) + c + after.substring(1);
                    return Stream.of(
                            exchanged,
                            before + after,
                            before + c + c + after,
                            before + 'q' + after);
                });
    }

    @Test
    void misspellings_are_told_and_corrected() {
        List<String> names =
                Precisions.all().stream()
                        .map(Precision::name)
                        .filter(name -> name.length() > 3)
                        .flatMap(PrecisionsTest::misspelt)
                        .distinct()
                        .filter(name -> Precisions.find(name).isEmpty())
                        .toList();
        assertThat(names).hasSizeGreaterThan(200);
        for (String name : names) {
            assertThatThrownBy(() -> Precisions.of(name))
                    .as(name)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("Did you mean '");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bfloat61, bfloat16",
        "tensorfloat, tensorfloat32",
        "flaot32, float32",
        "TF23, tf32"
    })
    void aliases_are_suggested_too(String given, String meant) {
        assertThatThrownBy(() -> Precisions.of(given))
                .hasMessageContaining("Did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({
        "tf32, 1024, 2.93e-4",
        "f16, 4096, 2.93e-4",
        "bf16, 1024, 2.36e-3",
        "high, 512, 2.93e-4",
        "medium, 512, 2.36e-3",
        "f32, 1024, 2.89e-7",
        "f32, 4096, 2.96e-7",
        "f32seq, 1024, 5.7e-7",
        "f32seq, 4096, 1.14e-6",
        "f16acc16, 1024, 1.7e-3",
        "f16acc16, 4096, 3.34e-3",
        "bf16x3, 1024, 4.4e-6",
        "f8e4m3, 1024, 3.75e-2",
        "f8e5m2, 1024, 7.5e-2",
        "mxfp8, 1024, 4.16e-2",
        "nvfp4, 1024, 1.34e-1",
        "mxfp4, 1024, 1.61e-1",
        "int4, 1024, 9.7e-2",
        "int4:g128, 1024, 1.18e-1",
        "ternary, 1024, 0.51",
        "int1, 1024, 0.61"
    })
    void expected_errors_are_those_of_the_table(String mode, long k, double error) {
        assertThat(Precisions.of(mode).expectedError(k))
                .isCloseTo(error, Percentage.withPercentage(5));
    }

    @Test
    void levels_keep_their_contract() {
        for (Precision mode : Precisions.all()) {
            if (mode instanceof Level level) {
                assertThat(level.expectedError(8192)).isLessThanOrEqualTo(level.contract());
                assertThat(level.on(Device.CPU)).isNotInstanceOf(Level.class);
            }
        }
    }

    @Test
    void a_level_resolves_to_what_the_device_has_and_says_so() {
        Device gpu = new Device("cuda:0", Set.of("f32", "tf32"));
        Resolution there = Resolution.of(Precisions.of("high"), gpu);
        assertThat(there.resolved().name()).isEqualTo("tf32");
        assertThat(there.how()).isEqualTo(Resolution.How.NATIVE);
        assertThat(there.sentence())
                .isEqualTo(
                        "'high' is tf32 on cuda:0, native: tf32 operands, f32 sums; expected relative error 2.9e-4.");
        assertThat(Resolution.of(Precisions.of("medium"), Device.CPU).sentence())
                .isEqualTo(
                        "'medium' is bf16 on cpu, emulated: operands bf16, sums in f32; expected relative error 2.3e-3.");
        assertThat(Resolution.of(Precisions.of("f64"), Device.CPU).how())
                .isEqualTo(Resolution.How.NATIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "auto, f32 f64 tf32 bf16 f16 f8e4m3, f16",
        "auto:err=5e-2, f32 tf32 bf16 f16 f8e4m3, f8e4m3",
        "auto:err=3e-3, f32 tf32 bf16 f16, bf16",
        "auto:err=1e-5, f32 tf32 bf16 f16, f32",
        "auto:err=1e-2, f32 f64, f32",
        "low, f32 bf16, bf16"
    })
    void auto_takes_the_cheapest_native_mode_within_the_limit(
            String name, String nativeModes, String resolved) {
        Device device = new Device("some", Set.of(nativeModes.split(" ")));
        assertThat(Precisions.of(name).on(device).name()).isEqualTo(resolved);
    }

    @Test
    void a_limit_that_nothing_keeps_is_told() {
        assertThatThrownBy(() -> Precisions.of("auto:err=1e-12"))
                .hasMessageContaining("no mode has an expected error of 1.0e-12 or less");
    }

    @Test
    void only_native_f32_passes_foreign_operations_through() {
        assertThat(Precisions.all().stream().filter(Precision::passesThrough).map(Precision::name))
                .containsExactly("highest", "f32");
    }

    @Test
    void the_mean_square_spacing_is_that_of_the_normal_distribution() {
        double mean = 0;
        double step = 1e-4;
        for (double x = step / 2; x < 12; x += step) {
            double density = Math.sqrt(2 / Math.PI) * Math.exp(-x * x / 2);
            mean += density * step * Math.pow(4, Math.getExponent(x));
        }
        double perOperand = Math.sqrt(mean / 12) * Math.scalb(1.0, -10);
        assertThat(ErrorModel.operandRounding(Precisions.of("tf32").operandFormat(), 1024))
                .isCloseTo(perOperand, within(1e-7));
    }
}
