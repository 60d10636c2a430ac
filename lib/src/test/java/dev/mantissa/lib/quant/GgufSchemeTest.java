package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GgufSchemeTest {
    private static final int COLS = 1024;

    static Stream<GgufScheme> schemes() {
        return QuantSchemes.all().stream()
                .filter(GgufScheme.class::isInstance)
                .map(GgufScheme.class::cast);
    }

    /** Random bytes for 16 rows, always the same. */
    static byte[] bytes(GgufScheme scheme) {
        byte[] bytes = new byte[(int) scheme.allocate(16, COLS).codes().byteSize()];
        new Random(31L * scheme.type()).nextBytes(bytes);
        return bytes;
    }

    static int checksum(float[] values) {
        CRC32 crc = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
        for (float value : values) {
            buffer.putInt(Float.floatToIntBits(value));
        }
        crc.update(buffer.array());
        return (int) crc.getValue();
    }

    /** The checksums are those of ggml's own values; GgmlComparison prints them. */
    @ParameterizedTest
    @MethodSource("schemes")
    void random_bytes_decode_to_the_bits_that_ggml_gives(GgufScheme scheme) throws IOException {
        byte[] bytes = bytes(scheme);
        float[] values = new float[16 * COLS];
        QuantTensor tensor = scheme.over(MemorySegment.ofArray(bytes), 16, COLS);
        for (int row = 0; row < 16; row++) {
            tensor.read(row, 0, COLS, values, row * COLS);
        }
        assertThat("%08x".formatted(checksum(values))).isEqualTo(known(scheme.name()));
    }

    private static String known(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        GgufSchemeTest.class.getResourceAsStream("gguf-checksums.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(words -> words[0].equals(name))
                    .map(words -> words[1])
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void a_block_that_was_written_is_read_as_it_was(GgufScheme scheme) {
        int weights = scheme.layout().weights();
        float[] values = WeightDistribution.NORMAL.sample(weights, 8);
        GgufBlock written = new GgufBlock(weights, weights / scheme.layout().group());
        GgufBlock read = new GgufBlock(weights, weights / scheme.layout().group());
        MemorySegment data = MemorySegment.ofArray(new byte[scheme.layout().bytes()]);
        scheme.fit(values, 0, weights, written);
        scheme.write(written, data, 0);
        scheme.read(data, 0, read);
        assertThat(read.codes).isEqualTo(written.codes);
        assertThat(read.scales).isEqualTo(written.scales);
        assertThat(read.mins).isEqualTo(written.mins);
    }

    /** level · scale - min without rounding; f32 rounds the product and the difference. */
    @ParameterizedTest
    @MethodSource("schemes")
    void values_are_the_exact_ones_rounded_to_f32(GgufScheme scheme) {
        int weights = scheme.layout().weights();
        float[] values = WeightDistribution.STUDENT_T5.sample(weights, 9);
        QuantTensor tensor = scheme.encode(SchemeCases.matrix(values, 1, weights));
        GgufBlock block = new GgufBlock(weights, weights / scheme.layout().group());
        scheme.read(tensor.codes(), 0, block);
        for (int i = 0; i < weights; i++) {
            int group = i / scheme.layout().group();
            BigDecimal product =
                    new BigDecimal(scheme.level(block.codes[i]))
                            .multiply(new BigDecimal(block.scales[group]));
            double exact = product.subtract(new BigDecimal(block.mins[group])).doubleValue();
            double room = Math.ulp(product.floatValue()) + Math.ulp((float) exact);
            assertThat((double) tensor.get(0, i)).isCloseTo(exact, within(room));
        }
    }

    @Test
    void weights_that_are_ternary_are_kept_exactly() {
        float[] values = new float[512];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextInt(3) - 1) * 0.375f;
        }
        for (String name : new String[] {"tq1_0", "tq2_0", "ternary", "q2_0"}) {
            QuantTensor tensor = QuantSchemes.of(name).encode(SchemeCases.matrix(values, 2, 256));
            assertThat(SchemeCases.error(values, tensor)).as(name).isZero();
        }
    }

    @Test
    void types_are_found_by_ggmls_number() {
        schemes().forEach(s -> assertThat(GgufTypes.of(s.type())).isSameAs(s));
        assertThat(GgufTypes.of(12).name()).isEqualTo("q4_k");
        assertThatThrownBy(() -> GgufTypes.of(16))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("iq2_xxs: its code book is a table");
        assertThatThrownBy(() -> GgufTypes.of(99))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("99");
        assertThatThrownBy(() -> QuantSchemes.of("IQ3_S"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("iq3_s: its code book");
    }

    @ParameterizedTest
    @CsvSource({"12, 100, 144, multiples of 256", "8, 64, 67, takes 68 bytes"})
    void bytes_that_do_not_fit_are_refused(int type, int cols, int bytes, String message) {
        MemorySegment data = MemorySegment.ofArray(new byte[bytes]);
        assertThatThrownBy(() -> GgufTypes.tensor(type, data, 1, cols))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }
}
