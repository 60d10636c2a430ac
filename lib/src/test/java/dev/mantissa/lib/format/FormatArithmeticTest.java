package dev.mantissa.lib.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormatArithmeticTest {
    private static final String FOLDER = "mantissa.testfloat";

    private static List<String> sample() throws IOException {
        try (InputStream in = FormatArithmeticTest.class.getResourceAsStream("f16.vectors")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static ArithmeticCase parsed(String line) {
        String[] words = line.split(" ");
        String[] numbers = Stream.of(words).skip(2).toArray(String[]::new);
        return ArithmeticCase.of(words[0], words[1], numbers);
    }

    @Test
    void every_case_of_the_sample_is_right() throws IOException {
        List<ArithmeticCase> cases =
                sample().stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(FormatArithmeticTest::parsed)
                        .toList();
        assertThat(cases).hasSizeGreaterThan(2_000);
        assertThat(cases.stream().filter(c -> !c.isRight())).isEmpty();
    }

    @Test
    void the_sample_is_what_its_generator_writes() throws IOException {
        assertThat(HalfVectors.lines()).isEqualTo(sample());
    }

    @Test
    void what_is_far_below_the_last_bit_still_counts() {
        FormatArithmetic f16 = new FormatArithmetic(F16.FORMAT);
        // 2048 · (1 + 2^-9) + 1 = 2053, the middle of 2052 and 2054, whose last bit is odd.
        float a = 1 + 0x1p-9f;
        assertThat(f16.fusedMultiplyAdd(2048, a, 1)).isEqualTo(2052);
        float tiny = 0x1p-24f;
        FormatArithmetic cut = new FormatArithmetic(F16.FORMAT.with(Rounding.TOWARD_ZERO));
        assertThat(cut.fusedMultiplyAdd(-tiny, tiny, 1)).isEqualTo(1 - 0x1p-11f);
    }

    @Test
    void f16_by_way_of_f32_is_wrong_where_this_is_right() throws IOException {
        long wrong =
                sample().stream()
                        .filter(line -> line.startsWith("f16_mulAdd near_even"))
                        .map(FormatArithmeticTest::parsed)
                        .filter(c -> !isRightByWayOfFloat(c))
                        .count();
        assertThat(wrong).isGreaterThanOrEqualTo(20);
    }

    private static boolean isRightByWayOfFloat(ArithmeticCase c) {
        float[] x = new float[3];
        for (int i = 0; i < 3; i++) {
            x[i] = Float.float16ToFloat((short) c.operands()[i]);
        }
        float twice = Float.float16ToFloat(Float.floatToFloat16(Math.fma(x[0], x[1], x[2])));
        return Float.compare(twice, Float.float16ToFloat((short) c.result())) == 0;
    }

    @ParameterizedTest
    @CsvSource({"8, 7", "8, 10", "4, 3", "6, 9"})
    void it_holds_for_other_formats(int exponentBits, int mantissaBits) {
        BinaryFormat format = (BinaryFormat) BinaryFormat.of(exponentBits, mantissaBits);
        FormatArithmetic arithmetic = new FormatArithmetic(format);
        float one = 1;
        float next = 1 + Math.scalb(1f, -mantissaBits);
        float half = Math.scalb(1f, -mantissaBits - 1);
        if (half >= format.subnormalStep) {
            assertThat(arithmetic.add(one, half)).isEqualTo(one);
            assertThat(arithmetic.add(next, half)).isEqualTo(next + 2 * half);
        }
        assertThat(arithmetic.divide(one, 3)).isEqualTo(format.round(1 / 3.0));
        assertThat(arithmetic.squareRoot(2)).isEqualTo(format.round(Math.sqrt(2)));
        assertThat(arithmetic.multiply(next, next)).isEqualTo(format.round((double) next * next));
    }

    static Stream<Path> files() throws IOException {
        String folder = System.getProperty(FOLDER);
        return folder == null ? Stream.empty() : Files.list(Path.of(folder)).sorted();
    }

    /**
     * Every file of the folder is named FUNCTION.ROUNDING, as in f16_mulAdd.near_even, and holds
     * what {@code testfloat_gen -rROUNDING FUNCTION} of Berkeley TestFloat writes.
     */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("files")
    @EnabledIfSystemProperty(
            named = FOLDER,
            matches = ".+",
            disabledReason = "not run: vectors of TestFloat, by -Dmantissa.testfloat=FOLDER")
    void no_case_of_testfloat_is_wrong(Path file) throws IOException {
        String[] name = file.getFileName().toString().split("\\.");
        try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
            List<ArithmeticCase> wrong =
                    lines.map(line -> ArithmeticCase.of(name[0], name[1], line.split(" ")))
                            .filter(c -> !c.isRight())
                            .limit(20)
                            .toList();
            assertThat(wrong).isEmpty();
        }
    }
}
